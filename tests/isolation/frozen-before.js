// clause: SES-like hosts freeze the intrinsics
// holds: with the intrinsics frozen before the installation, the installation succeeds and the context is carried

//// before
(() => {
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
})();

//// attacker
assert(Object.isFrozen(Promise.prototype));
const own = new AsyncContext.Variable();
same(await own.run(1, async () => { await null; return own.get(); }), 1);
