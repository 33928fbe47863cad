// clause: host requirement: intrinsics are captured at the installation
// holds: built-ins that were replaced before the installation do not reach the context either: what is installed then calls none of them with a value, a callback or a mapping
// generators: in exact mode

//// before
(() => {
    const { apply } = Reflect;
    globalThis.stolen = [];
    const spy = (object, name) => {
        const original = object[name];
        object[name] = function (...args) {
            stolen[stolen.length] = this;
            for (let i = 0; i < args.length; i++) stolen[stolen.length] = args[i];
            return apply(original, this, args);
        };
    };
    for (const name of ['call', 'apply', 'bind']) spy(Function.prototype, name);
    for (const name of ['then', 'catch', 'finally']) spy(Promise.prototype, name);
    for (const name of ['resolve', 'reject', 'all', 'race']) spy(Promise, name);
    for (const name of ['get', 'set', 'has', 'delete']) { spy(Map.prototype, name); spy(WeakMap.prototype, name); }
    for (const name of ['push', 'slice', 'map', 'forEach', 'concat', Symbol.iterator]) spy(Array.prototype, name);
    for (const name of ['defineProperty', 'create', 'assign', 'getPrototypeOf', 'freeze']) spy(Object, name);
    for (const name of ['get', 'set', 'has', 'apply', 'construct', 'defineProperty']) spy(Reflect, name);
    const generator = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})()));
    const asyncGenerator = Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})()));
    for (const name of ['next', 'return', 'throw']) { spy(generator, name); spy(asyncGenerator, name); }
    for (const name of ['name', 'defaultValue', 'mapping', 'value', 'snapshot', 'get', 'set', 'writable', 'enumerable', 'configurable']) {
        Object.prototype.__defineGetter__(name, function () { stolen[stolen.length] = this; });
        Object.prototype.__defineSetter__(name, function (value) { stolen[stolen.length] = value; });
    }
    Object.prototype.__defineGetter__('AsyncContext', () => 'fake');
    Object.prototype.__defineSetter__('AsyncContext', (value) => { stolen[stolen.length] = value; });
})();

//// victim
same(typeof AsyncContext.Variable, 'function', 'the real one was installed');
const variable = new AsyncContext.Variable();
await variable.run(secret, async () => {
    await null;
    same(variable.get(), secret);
    same(new AsyncContext.Snapshot().run(() => variable.get()), secret);
});

//// attacker
leak(stolen, ...stolen);
