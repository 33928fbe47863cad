// clause: host requirement: intrinsics are captured at the installation
// holds: built-ins that the attacker replaces after the installation are not called by ours: none of them hears of a value, a callback or a mapping

//// attacker
const { apply, construct, ownKeys, getOwnPropertyDescriptor, defineProperty, getPrototypeOf } = Reflect;
const isObject = (x) => (typeof x === 'object' && x !== null) || typeof x === 'function';
const { Set: SetHere } = globalThis;
const { has, add } = Set.prototype;
const seen = new SetHere();
let depth = 0;
const spy = (original) => {
    const spied = function (...args) {
        if (depth++ === 0) leak(this, ...args);
        try {
            return new.target ? construct(original, args, new.target === spied ? original : new.target) : apply(original, this, args);
        } finally { depth--; }
    };
    return spied;
};
const replace = (object) => {
    if (!isObject(object) || apply(has, seen, [object])) return;
    apply(add, seen, [object]);
    const keys = ownKeys(object);
    for (let i = 0; i < keys.length; i++) {
        const key = keys[i];
        const descriptor = getOwnPropertyDescriptor(object, key);
        if (!descriptor) continue;
        if (isObject(descriptor.value) && key !== 'constructor') replace(descriptor.value);
        if (typeof descriptor.value === 'function' && key !== 'constructor' && descriptor.writable !== false) {
            descriptor.value = spy(descriptor.value);
            try { defineProperty(object, key, descriptor); mine.count++; } catch {}
        } else if (typeof descriptor.get === 'function' && descriptor.configurable) {
            descriptor.get = spy(descriptor.get);
            try { defineProperty(object, key, descriptor); mine.count++; } catch {}
        }
    }
    replace(getPrototypeOf(object));
};
mine.count = 0;
const roots = [
    (function* () {})(), (async function* () {})(), async () => {}, [][Symbol.iterator](), new Map().entries(), new Set().values(), ''.matchAll(/x/g),
];
for (let i = 0; i < roots.length; i++) replace(roots[i]);
replace(globalThis);
assert(mine.count > 500);
