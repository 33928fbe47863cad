// clause: Web IDL
// holds: replaced built-ins hear nothing of a context when the web's APIs capture, store and restore one

//// attacker
const { apply, ownKeys, getOwnPropertyDescriptor } = Reflect;
mine.heard = 0;
const spy = (object, name, original) => {
    object[name] = function (...args) {
        mine.heard++;
        leak(this);
        for (let i = 0; i < args.length; i++) leak(args[i]);
        return apply(original, this, args);
    };
};
const objects = [Function.prototype, Promise.prototype, Array.prototype, Map.prototype, Set.prototype, WeakMap.prototype, Promise, Reflect];
for (let i = 0; i < objects.length; i++) {
    const keys = ownKeys(objects[i]);
    for (let j = 0; j < keys.length; j++) {
        const { value, writable } = getOwnPropertyDescriptor(objects[i], keys[j]);
        if (typeof value === 'function' && writable && keys[j] !== 'constructor') spy(objects[i], keys[j], value);
    }
}
const names = ['mapping', 'snapshot', 'capture', 'callback', 'get', 'set', 'then', 'handleEvent', 'passive', 'signal', 'once'];
for (let i = 0; i < names.length; i++) {
    const descriptor = { __proto__: null, configurable: true, get() { leak(this); }, set(value) { leak(this, value); } };
    Object.defineProperty(Object.prototype, names[i], descriptor);
}
[].concat();
assert(mine.heard > 0);

//// victim
mine.variable = new AsyncContext.Variable();
mine.ran = 0;
const here = () => { same(mine.variable.get(), secret); mine.ran++; };
mine.variable.run(secret, () => {
    setTimeout(here); setImmediate(here); queueMicrotask(here);
    scheduler.postTask(here);
    const target = new EventTarget();
    target.addEventListener('x', here);
    target.dispatchEvent(new Event('x'));
    const stream = new ReadableStream({ pull(c) { here(); c.enqueue(1); } }, { highWaterMark: 0 });
    stream.getReader().read();
});

//// victim
same(mine.ran, 6);
