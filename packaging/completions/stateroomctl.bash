# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion for stateroomctl. The program itself says what fits: stateroomctl __complete.

_stateroomctl() {
    COMPREPLY=()
    # Bash has split the words at colons and equals signs; here they are as the shell will see them.
    local line=${COMP_LINE:0:COMP_POINT} words=() raw='' word='' quote='' char i
    for ((i = 0; i < ${#line}; i++)); do
        char=${line:i:1}
        if [[ $quote == \' || $quote == \" ]]; then
            raw+=$char
            if [[ $char == "$quote" ]]; then
                quote=''
            else
                word+=$char
            fi
        elif [[ $char == \\ ]]; then
            ((i++))
            raw+=$char${line:i:1}
            word+=${line:i:1}
        elif [[ $char == \' || $char == \" ]]; then
            quote=$char
            raw+=$char
        elif [[ $char == [[:space:]] ]]; then
            [[ -z $raw ]] || words+=("$word")
            raw='' word=''
        else
            raw+=$char
            word+=$char
        fi
    done
    words+=("$word")

    # Bash replaces what stands behind the last break; what is before it is there already.
    local behind=${COMP_WORDS[COMP_CWORD]} before=''
    [[ $behind != [:=] ]] || behind=''
    if [[ -z $quote && $raw == *[:=]* && $raw == *"$behind" ]]; then
        before=${raw%"$behind"}
        before=${before//\\/}
    fi

    local directive='' mark
    while IFS= read -r line; do
        if [[ $line == :files || $line == :directories ]]; then
            directive=$line
            continue
        fi
        word=${line%%$'\t'*}
        word=${word#"$before"}
        [[ -n $quote ]] || printf -v word %q "$word"
        COMPREPLY+=("$word")
    done < <("${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
    if [[ -n $directive ]]; then
        mark=-f
        [[ $directive == :files ]] || mark=-d
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done < <(compgen "$mark" -- "${words[-1]#"$before"}")
        compopt -o filenames 2>/dev/null
    fi
}

complete -F _stateroomctl stateroomctl
