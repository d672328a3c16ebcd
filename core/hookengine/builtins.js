// SPDX-License-Identifier: GPL-3.0-or-later
// Built-ins of later ECMAScript that the engine lacks, and those that it has wrong: its WeakMap and
// WeakSet crash when memory is tidied, its Object.assign leaves symbols out, its sort is not
// stable, its repeat gives too little. Returns the symbol
// under which the prelude notes how numbers were written; what copies objects here, copies it.
(function (global) {
    'use strict';

    var mark = Symbol('exact');
    var slice = Array.prototype.slice;
    var hasOwn = Object.prototype.hasOwnProperty;

    function put(object, name, value) {
        Object.defineProperty(object, name, { value: value, writable: true, configurable: true });
    }
    function add(object, methods) {
        Object.keys(methods).forEach(function (name) {
            if (typeof object[name] !== 'function')
                put(object, name, methods[name]);
        });
    }
    function isObject(value) {
        return value !== null && (typeof value === 'object' || typeof value === 'function');
    }
    function place(list, index) {
        var at = Math.trunc(Number(index)) || 0;
        return at < 0 ? list.length + at : at;
    }
    function flatInto(into, list, depth) {
        for (var i = 0; i < list.length; ++i) {
            if (!(i in list))
                continue;
            if (depth >= 1 && Array.isArray(list[i]))
                flatInto(into, list[i], depth - 1);
            else
                into[into.length] = list[i];
        }
        return into;
    }

    // Merges from below, so that what compares as equal keeps its order.
    function merged(list, order) {
        var count = list.length;
        var from = list;
        var into = slice.call(list);
        for (var width = 1; width < count; width *= 2) {
            for (var left = 0; left < count; left += 2 * width) {
                var middle = Math.min(left + width, count);
                var end = Math.min(middle + width, count);
                var a = left;
                var b = middle;
                var at = left;
                if (b < end && order(from[b - 1], from[b]) > 0) {
                    while (a < middle && b < end)
                        into[at++] = order(from[a], from[b]) > 0 ? from[b++] : from[a++];
                }
                while (a < middle)
                    into[at++] = from[a++];
                while (b < end)
                    into[at++] = from[b++];
            }
            var other = from;
            from = into;
            into = other;
        }
        return from;
    }
    function byText(a, b) { return a > b ? 1 : 0; }
    function byTextOf(a, b) { return a.text > b.text ? 1 : 0; }
    function sortedByText(list) {
        if (list.every(function (item) { return typeof item === 'string'; }))
            return merged(list, byText);
        var named = list.map(function (item) { return { text: String(item), item: item }; });
        return merged(named, byTextOf).map(function (entry) { return entry.item; });
    }
    // The engine's own is not stable.
    function sort(compare) {
        if (compare !== undefined && typeof compare !== 'function')
            throw new TypeError('What compares must be a function');
        var self = Object(this);
        var length = self.length;
        var items = [];
        var count = 0; // without holes
        for (var i = 0; i < length; ++i) {
            if (!(i in self))
                continue;
            ++count;
            if (self[i] !== undefined)
                items[items.length] = self[i];
        }
        var sorted = compare ? merged(items, compare) : sortedByText(items);
        for (var j = 0; j < count; ++j)
            self[j] = j < sorted.length ? sorted[j] : undefined;
        for (; j < length; ++j)
            delete self[j];
        return this;
    }
    put(Array.prototype, 'sort', sort);

    if (typeof global.globalThis === 'undefined')
        put(global, 'globalThis', global);

    add(Array.prototype, {
        at: function at(index) { return this[place(this, index)]; },
        flat: function flat(depth) {
            return flatInto([], this, depth === undefined ? 1 : Number(depth));
        },
        flatMap: function flatMap(callback, self) {
            return flatInto([], this.map(callback, self), 1);
        },
        includes: function includes(value) {
            for (var i = 0; i < this.length; ++i) {
                if (this[i] === value || (value !== value && this[i] !== this[i]))
                    return true;
            }
            return false;
        },
        findLast: function findLast(callback, self) {
            return this[this.findLastIndex(callback, self)];
        },
        findLastIndex: function findLastIndex(callback, self) {
            var i = this.length - 1;
            while (i >= 0 && !callback.call(self, this[i], i, this))
                --i;
            return i;
        },
        toReversed: function toReversed() { return slice.call(this).reverse(); },
        toSorted: function toSorted(compare) { return sort.call(slice.call(this), compare); },
        toSpliced: function toSpliced() {
            var copy = slice.call(this);
            copy.splice.apply(copy, arguments);
            return copy;
        }
    });
    put(Array.prototype, 'with', Array.prototype['with'] || function (index, value) {
        var copy = slice.call(this);
        var at = place(this, index);
        if (at < 0 || at >= copy.length)
            throw new RangeError('Index out of range');
        copy[at] = value;
        return copy;
    });

    add(Object, {
        entries: function entries(object) {
            return Object.keys(object).map(function (name) { return [name, object[name]]; });
        },
        values: function values(object) {
            return Object.keys(object).map(function (name) { return object[name]; });
        },
        fromEntries: function fromEntries(entries) {
            var object = {};
            for (var entry of entries) {
                Object.defineProperty(object, entry[0], {
                    value: entry[1], writable: true, enumerable: true, configurable: true
                });
            }
            return object;
        },
        getOwnPropertyDescriptors: function getOwnPropertyDescriptors(object) {
            var all = {};
            Reflect.ownKeys(object).forEach(function (name) {
                all[name] = Object.getOwnPropertyDescriptor(object, name);
            });
            return all;
        },
        groupBy: function groupBy(items, callback) {
            var groups = Object.create(null);
            var index = 0;
            for (var item of items) {
                var name = callback(item, index++);
                (groups[name] = groups[name] || []).push(item);
            }
            return groups;
        },
        hasOwn: function hasOwn_(object, name) { return hasOwn.call(Object(object), name); }
    });
    put(Object, 'assign', function assign(target) {
        var into = Object(target);
        for (var i = 1; i < arguments.length; ++i) {
            var from = arguments[i];
            if (from === null || from === undefined)
                continue;
            from = Object(from);
            Object.keys(from).forEach(function (name) { into[name] = from[name]; });
            Object.getOwnPropertySymbols(from).forEach(function (name) {
                if (Object.prototype.propertyIsEnumerable.call(from, name))
                    into[name] = from[name];
            });
        }
        return into;
    });

    function escaped(text) {
        return text.replace(/[\\^$.*+?()[\]{}|\/-]/g, '\\$&');
    }
    function globalExpression(expression) {
        if (expression.flags.indexOf('g') < 0)
            throw new TypeError('The regular expression must have the flag g');
        return expression;
    }
    var longestText = 0x1fffffe8; // as browsers have it; the engine gives too little silently
    function checkLength(length) {
        if (length > longestText)
            throw new RangeError('Invalid string length');
    }
    var repeated = String.prototype.repeat;
    function padding(text, length, filler) {
        var missing = Number(length) - text.length;
        var fill = filler === undefined ? ' ' : String(filler);
        if (!(missing > 0) || fill === '')
            return '';
        checkLength(missing + text.length);
        return repeated.call(fill, Math.ceil(missing / fill.length)).slice(0, missing);
    }
    put(String.prototype, 'repeat', function repeat(count) {
        var times = Math.trunc(Number(count)) || 0;
        if (times < 0 || times === Infinity)
            throw new RangeError('Invalid count value: ' + String(count));
        checkLength(String(this).length * times);
        return repeated.call(this, times);
    });
    put(String.prototype, 'padEnd', function padEnd(length, filler) {
        return this + padding(String(this), length, filler);
    });
    put(String.prototype, 'padStart', function padStart(length, filler) {
        return padding(String(this), length, filler) + this;
    });
    add(String.prototype, {
        at: function at(index) { return this[place(this, index)]; },
        matchAll: function matchAll(pattern) {
            var expression = pattern instanceof RegExp
                ? new RegExp(globalExpression(pattern).source, pattern.flags)
                : new RegExp(pattern, 'g');
            var text = String(this);
            var matches = [];
            for (var match = expression.exec(text); match; match = expression.exec(text)) {
                matches[matches.length] = match;
                if (match[0] === '')
                    ++expression.lastIndex;
            }
            return matches[Symbol.iterator]();
        },
        replaceAll: function replaceAll(pattern, replacement) {
            var expression = pattern instanceof RegExp
                ? globalExpression(pattern) : new RegExp(escaped(String(pattern)), 'g');
            return String(this).replace(expression, replacement);
        },
        trimEnd: function trimEnd() { return String(this).replace(/\s+$/, ''); },
        trimStart: function trimStart() { return String(this).replace(/^\s+/, ''); }
    });
    add(Error, { captureStackTrace: function captureStackTrace() {} });
    if (Symbol.asyncIterator === undefined)
        Object.defineProperty(Symbol, 'asyncIterator', { value: Symbol('Symbol.asyncIterator') });

    // Values lie on their keys, under a symbol of the map's own, and go with them.
    var slot = Symbol('slot');
    var frozen = Symbol('frozen');
    function weak(name, members) {
        function Weak(items) {
            if (!(this instanceof Weak))
                throw new TypeError(name + ' must be made with new');
            put(this, slot, Symbol(name));
            put(this, frozen, new Map());
            if (items !== undefined && items !== null) {
                for (var item of items)
                    members.take.call(this, item);
            }
        }
        members.of = Weak;
        put(Weak, 'name', name);
        Object.keys(members.methods).forEach(function (method) {
            put(Weak.prototype, method, members.methods[method]);
        });
        Object.defineProperty(Weak.prototype, Symbol.toStringTag, { value: name });
        put(global, name, Weak);
    }
    function weakHas(key) {
        return isObject(key) && (hasOwn.call(key, this[slot]) || this[frozen].has(key));
    }
    function weakGet(key) {
        if (!isObject(key))
            return undefined;
        return hasOwn.call(key, this[slot]) ? key[this[slot]] : this[frozen].get(key);
    }
    function weakPut(key, value) {
        if (!isObject(key))
            throw new TypeError('A key must be an object');
        if (Object.isExtensible(key))
            put(key, this[slot], value);
        else
            this[frozen].set(key, value);
        return this;
    }
    function weakDelete(key) {
        if (!weakHas.call(this, key))
            return false;
        return this[frozen].delete(key) || delete key[this[slot]];
    }
    weak('WeakMap', {
        take: function (item) { this.set(item[0], item[1]); },
        methods: { has: weakHas, get: weakGet, set: weakPut, 'delete': weakDelete }
    });
    weak('WeakSet', {
        take: function (item) { this.add(item); },
        methods: {
            has: weakHas,
            add: function (key) { return weakPut.call(this, key, true); },
            'delete': weakDelete
        }
    });

    function cloned(value, seen) {
        if (typeof value === 'function' || typeof value === 'symbol')
            throw new TypeError('A function or symbol cannot be cloned');
        if (!isObject(value))
            return value;
        if (seen.has(value))
            return seen.get(value);
        if (value instanceof Date)
            return new Date(value.getTime());
        if (value instanceof RegExp)
            return new RegExp(value.source, value.flags);
        var copy = Array.isArray(value) ? [] : value instanceof Map ? new Map()
            : value instanceof Set ? new Set() : {};
        seen.set(value, copy);
        if (value instanceof Map)
            value.forEach(function (item, key) { copy.set(cloned(key, seen), cloned(item, seen)); });
        else if (value instanceof Set)
            value.forEach(function (item) { copy.add(cloned(item, seen)); });
        else
            Object.keys(value).forEach(function (name) { copy[name] = cloned(value[name], seen); });
        if (hasOwn.call(value, mark))
            copy[mark] = value[mark];
        return copy;
    }
    if (typeof global.structuredClone !== 'function')
        put(global, 'structuredClone', function structuredClone(value) {
            return cloned(value, new global.WeakMap());
        });

    return mark;
})
