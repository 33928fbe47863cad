// clause: host requirement: no property of a program is looked up
// holds: getters and setters on Object.prototype, Function.prototype and Array.prototype hear nothing of a context

//// attacker
const names = [
    'value', 'mapping', 'get', 'set', 'then', 'next', 'done', 'return', 'throw', 'snapshot', 'variable', 'run', 'wrap', 'capture', 'hostDefined',
    'callback', 'writable', 'enumerable', 'configurable', 'key', 'slots', 'asyncContext', 'cause', 'stack', 'promise', 'reason', 'resolve', 'reject',
    '0', '1', '2', Symbol.iterator, Symbol.asyncIterator, Symbol.species, Symbol.toPrimitive, Symbol.unscopables, Symbol.dispose, Symbol.isConcatSpreadable,
];
for (const object of [Object.prototype, Function.prototype, Array.prototype, Promise.prototype]) {
    for (const name of names) {
        if (Object.hasOwn(object, name)) continue;
        // A null prototype: the descriptor must not read what was defined before it.
        Object.defineProperty(object, name, {
            __proto__: null,
            configurable: true,
            get() { leak(this); },
            set(value) { leak(this, value); Object.defineProperty(this, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true }); },
        });
    }
}
assert(Object.getOwnPropertyDescriptor(Object.prototype, 'mapping').get !== undefined);
