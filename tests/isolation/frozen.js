// clause: SES-like hosts freeze the intrinsics
// holds: with every reachable intrinsic frozen, the context of the victim is carried as before, also through generators that are used for the first time

//// attacker
const seen = new Set();
const freeze = (object) => {
    if (Object(object) !== object || seen.has(object)) return;
    seen.add(object);
    if (object !== globalThis) { try { Object.freeze(object); } catch {} }
    for (const key of Reflect.ownKeys(object)) {
        const descriptor = Reflect.getOwnPropertyDescriptor(object, key);
        freeze(descriptor?.value); freeze(descriptor?.get); freeze(descriptor?.set);
    }
    freeze(Reflect.getPrototypeOf(object));
};
[(function* () {})(), (async function* () {})(), async () => {}, [][Symbol.iterator]()].forEach(freeze);
freeze(globalThis);
for (const key of Reflect.ownKeys(globalThis)) { try { Object.defineProperty(globalThis, key, { writable: false, configurable: false }); } catch {} }
assert(Object.isFrozen(Promise.prototype));
assert(Object.isFrozen(AsyncContext.Variable.prototype));
const own = new AsyncContext.Variable();
same(own.run(1, () => own.get()), 1);
