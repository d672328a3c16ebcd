# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion for stateroomctl. The program itself says what fits: stateroomctl __complete.

function __stateroomctl_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    # Quotes and escapes are the shell's; what was not closed yet is taken as it stands.
    set -l plain (string unescape -- $current 2>/dev/null; or printf '%s\n' (string trim -l -c '\'"' -- $current))
    for line in (command $program __complete $words "$plain" 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path $plain
            case :directories
                __fish_complete_directories $plain
            case '*'
                printf '%s\n' $line
        end
    end
end

complete -c stateroomctl -f -a '(__stateroomctl_complete)'
