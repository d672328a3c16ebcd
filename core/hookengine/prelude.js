// SPDX-License-Identifier: GPL-3.0-or-later
// What stands between a script and the program: its options with `state`, its console, its errors,
// and numbers that JavaScript cannot hold. Runs before the script, keeps what it needs of the
// built-ins, and hands out nothing of the bridge.
(function (bridge, global, mark) {
    'use strict';

    var parseJson = JSON.parse;
    var writeJson = JSON.stringify;
    var keysOf = Object.keys;
    var define = Object.defineProperty;
    var isArray = Array.isArray;
    var toNumber = Number;
    var toText = String;
    var isFiniteNumber = Number.isFinite;
    var toTag = Object.prototype.toString;
    var typeName = function (value) { return toTag.call(value); };
    var join = Array.prototype.join;
    var split = String.prototype.split;
    var isError = function (value) { return value instanceof Error; };
    var maxDepth = 512;
    // As ExactNotes has it.
    var placeholder = 1.2345432123454321e+301;
    var nothing = Object.create(null);

    // Whether anything was read that JavaScript would write otherwise.
    var isExact = false;
    // Numbers that JavaScript cannot hold, by what it makes of them; null: of several.
    var longNumbers = Object.create(null);
    var ambiguous = 0;
    var ambiguousLarge = 0;
    // Of those that are zero to JavaScript: how many were read, and written where they were.
    var tinyRead = 0;
    var tinyKept = 0;
    var looseZeros = 0;

    function isSame(a, b) {
        return a === b ? a !== 0 || 1 / a === 1 / b : a !== a && b !== b;
    }

    function learn(number) {
        var text = toText(toNumber(number));
        longNumbers[text] = text in longNumbers && longNumbers[text] !== number ? null : number;
    }

    function isTiny(number) {
        return /^-?[0.]*[1-9]/.test(number);
    }

    // What JavaScript knows no digits of.
    function learnExtreme(number, value) {
        if (value === 0 && isTiny(number))
            ++tinyRead;
        else if (value === 0 && 1 / value < 0)
            longNumbers['-0'] = '-0';
        else if (!isFiniteNumber(value))
            learn(number);
    }

    // Marks one object or array with how its own numbers are written and its members ordered.
    function annotateOne(root, path, numbers, names) {
        var at = root;
        for (var i = 0; i < path.length && at !== null && typeof at === 'object'; ++i)
            at = at[path[i]];
        if (at === null || typeof at !== 'object')
            return; // of two members with one name the later counts
        var texts = Object.create(null);
        for (var j = 0; j < numbers.length; ++j) {
            var name = numbers[j][0];
            var value = toNumber(numbers[j][1]);
            if (at[name] === placeholder || (value === 0 && at[name] === 0))
                at[name] = value;
            if (isSame(at[name], value))
                texts[name] = numbers[j][1];
            learnExtreme(numbers[j][1], value);
        }
        define(at, mark, {
            value: { numbers: texts, names: names || null },
            enumerable: true, writable: true, configurable: true
        });
    }

    function read(text, notes) {
        var value = parseJson(text);
        if (notes === '')
            return value;
        isExact = true;
        var known = parseJson(notes);
        known.l.forEach(learn);
        if (known.r !== undefined) {
            learnExtreme(known.r, toNumber(known.r));
            return toNumber(known.r);
        }
        for (var i = 0; i < known.c.length; ++i)
            annotateOne(value, known.c[i][0], known.c[i][1], known.c[i][2]);
        return value;
    }

    function numberText(value, text) {
        if (text !== undefined && isSame(toNumber(text), value)) {
            if (value === 0 && tinyRead > 0 && isTiny(text))
                ++tinyKept;
            return text;
        }
        var isNumber = isFiniteNumber(value);
        var known = longNumbers[value === 0 && 1 / value < 0 ? '-0' : toText(value)];
        if (value === 0)
            ++looseZeros;
        else if (known === null && isNumber)
            ++ambiguous;
        else if (known === null)
            ++ambiguousLarge;
        if (known !== undefined && known !== null)
            return known;
        return isNumber ? toText(value) : 'null';
    }

    // Of members that were read in another order than JavaScript's: that order, then new ones.
    function inOrder(names, order) {
        var isThere = Object.create(null);
        var all = [];
        names.forEach(function (name) { isThere[name] = true; });
        order.concat(names).forEach(function (name) {
            if (isThere[name])
                all[all.length] = name;
            isThere[name] = false;
        });
        return all;
    }

    function arrayText(list, texts, depth) {
        var parts = [];
        for (var i = 0; i < list.length; ++i) {
            var part = exactText(toText(i), list[i], texts[i], depth);
            parts[i] = part === undefined ? 'null' : part;
        }
        return '[' + join.call(parts, ',') + ']';
    }

    function objectText(object, texts, order, depth) {
        var parts = [];
        var names = keysOf(object);
        if (order)
            names = inOrder(names, order);
        for (var i = 0; i < names.length; ++i) {
            var part = exactText(names[i], object[names[i]], texts[names[i]], depth);
            if (part !== undefined)
                parts[parts.length] = writeJson(names[i]) + ':' + part;
        }
        return '{' + join.call(parts, ',') + '}';
    }

    // As JSON.stringify, but for what was read and has been left alone.
    function exactText(key, value, text, depth) {
        if (value !== null && value !== undefined && typeof value.toJSON === 'function')
            value = value.toJSON(key);
        if (value === null)
            return 'null';
        switch (typeof value) {
        case 'number': return numberText(value, text);
        case 'string': return writeJson(value);
        case 'boolean': return value ? 'true' : 'false';
        case 'object': break;
        default: return undefined;
        }
        switch (typeName(value)) {
        case '[object Number]': return numberText(toNumber(value), undefined);
        case '[object String]': return writeJson(toText(value));
        case '[object Boolean]': return writeJson(value);
        }
        if (depth >= maxDepth)
            throw new RangeError('A value may have at most 512 levels; this one has more, or ' +
                                 'holds itself');
        var own = value[mark];
        var texts = own ? own.numbers : nothing;
        return isArray(value) ? arrayText(value, texts, depth + 1)
                              : objectText(value, texts, own ? own.names : null, depth + 1);
    }

    function jsonOf(value) {
        return isExact ? exactText('', value, undefined, 0) : writeJson(value);
    }

    function codePoints(text) {
        var count = 0;
        for (var i = 0; i < text.length; ++i, ++count) {
            var unit = text.charCodeAt(i);
            var next = text.charCodeAt(i + 1);
            if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000)
                ++i;
            else if (unit >= 0xd800 && unit < 0xe000)
                throw new TypeError('Key holds half of a character');
        }
        return count;
    }

    function keyOf(key) {
        if (typeof key !== 'string' && typeof key !== 'number')
            throw new TypeError('Key must be a string');
        var text = toText(key);
        var length = codePoints(text);
        if (length === 0)
            throw new TypeError('Key must not be empty');
        if (length > 256)
            throw new RangeError('Key exceeds maximum length of 256 characters');
        if (text.indexOf('\0') >= 0)
            throw new TypeError('Key must not hold a NUL character');
        return text;
    }

    var state = {
        get: function get(key) {
            var found = bridge.get(keyOf(key));
            return found === undefined ? undefined : read(found[0], found[1]);
        },
        set: function set(key, value) {
            var name = keyOf(key);
            var text = jsonOf(value);
            if (text === undefined)
                throw new TypeError('Value must be JSON-serializable');
            bridge.set(name, text);
        },
        remove: function remove(key) {
            bridge.remove(keyOf(key));
        }
    };
    // A script may well return its options.
    define(state, 'toJSON', { value: function () { return undefined; } });
    Object.freeze(state);

    function shown(value) {
        if (typeof value === 'string')
            return value;
        if (isError(value))
            return toText(value);
        try {
            var text = typeof value === 'object' ? jsonOf(value) : undefined;
            return text === undefined ? toText(value) : text;
        } catch (error) {
            return '[object]';
        }
    }

    function logger(level) {
        return function () {
            var parts = [];
            for (var i = 0; i < arguments.length; ++i)
                parts[i] = shown(arguments[i]);
            bridge.log(level, join.call(parts, ' '));
        };
    }

    var console = { debug: logger('d'), trace: logger('d'), log: logger('i'), info: logger('i'),
                    table: logger('i'), dir: logger('i'), warn: logger('w'), error: logger('e') };
    console.assert = function (isTrue) {
        if (!isTrue)
            console.error.apply(console, ['Assertion failed'].concat([].slice.call(arguments, 1)));
    };
    ['group', 'groupCollapsed', 'groupEnd', 'time', 'timeEnd', 'count'].forEach(function (name) {
        console[name] = function () {};
    });
    define(global, 'console', { value: console, writable: true, configurable: true });

    // The script's own calls of a stack, `function@file:script.js:line`, the innermost first.
    function callsOf(error) {
        var calls = split.call(toText(error.stack || ''), '\n');
        var own = [];
        for (var i = 0; i < calls.length && own.length < 50; ++i) {
            var at = calls[i].lastIndexOf('@file:script.js:');
            if (at >= 0)
                own[own.length] = {
                    name: calls[i].slice(0, at).replace('%entry', '(script)') || '(function)',
                    line: toNumber(calls[i].slice(at + 16))
                };
        }
        return own;
    }

    function described(error) {
        if (!isError(error))
            return { isDone: false, message: 'Thrown: ' + shown(error), stack: '' };
        var calls = callsOf(error);
        var lines = calls.map(function (call) { return call.name + ' (line ' + call.line + ')'; });
        return {
            isDone: false,
            message: toText(error),
            line: calls.length > 0 ? calls[0].line : undefined,
            stack: lines.join('\n')
        };
    }

    function warnOfLosses() {
        if (ambiguous > 0)
            console.warn(ambiguous + ' numbers of more than 15 digits were moved to another ' +
                         'place, and are not exact there: several look alike to JavaScript.');
        if (ambiguousLarge > 0)
            console.warn(ambiguousLarge + ' numbers too large for JavaScript were moved to ' +
                         'another place, and are null there: several look alike to it.');
        if (looseZeros > 0 && tinyKept < tinyRead)
            console.warn('Numbers too small for JavaScript may have been moved to another place; ' +
                         'they are 0 there.');
    }

    return function run(hook, text, notes) {
        try {
            var options = read(text, notes);
            options.state = state;
            var result = hook(options);
            if (result && typeof result.then === 'function')
                throw new TypeError('A hook must return its result, not a promise');
            var answer = jsonOf(result);
            warnOfLosses();
            return { isDone: true, text: answer === undefined ? 'null' : answer };
        } catch (error) {
            return described(error);
        }
    };
})
