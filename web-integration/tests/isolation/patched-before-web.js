// clause: Web IDL
// holds: built-ins that were replaced before the installation hear nothing either when the web's APIs capture, store and restore a context, and none is called while the APIs work for the victim

//// before
(() => {
    const { apply, construct, ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
    globalThis.stolen = [];
    globalThis.calls = [];
    const spy = (name, original) => function (...args) {
        calls[calls.length] = String(name);
        stolen[stolen.length] = this;
        for (let i = 0; i < args.length; i++) stolen[stolen.length] = args[i];
        return new.target ? construct(original, args) : apply(original, this, args);
    };
    const typed = Object.getPrototypeOf(Uint8Array);
    const String = globalThis.String;
    const objects = [
        Function.prototype, Promise.prototype, Promise, Array.prototype, Array, Map.prototype, Set.prototype, WeakMap.prototype, WeakRef.prototype,
        Object.prototype, Object, Reflect, JSON, RegExp.prototype, Error.prototype, Error, ArrayBuffer.prototype, SharedArrayBuffer.prototype,
        typed.prototype, typed, DataView.prototype, Date.prototype, String.prototype, Symbol.prototype, Number.prototype,
    ];
    const keys = objects.map((object) => ownKeys(object));
    for (let i = 0; i < objects.length; i++) {
        for (let j = 0; j < keys[i].length; j++) {
            const key = keys[i][j];
            const descriptor = getOwnPropertyDescriptor(objects[i], key);
            // Not what the syntax of the victim calls.
            if (key === 'constructor' || key === Symbol.species || key === '__proto__' || !descriptor.configurable) continue;
            if (typeof descriptor.value === 'function') descriptor.value = spy(key, descriptor.value);
            else if (typeof descriptor.get === 'function') descriptor.get = spy(key, descriptor.get);
            else continue;
            defineProperty(objects[i], key, descriptor);
        }
    }
    for (const name of ['Uint8Array', 'Int32Array', 'Float64Array', 'ArrayBuffer', 'DataView', 'Map', 'Set', 'Date', 'RegExp']) {
        const Original = globalThis[name];
        globalThis[name] = class extends Original { constructor(...args) { calls[calls.length] = name; super(...args); } };
    }
    const names = ['mapping', 'snapshot', 'capture', 'callback', 'handleEvent', 'passive', 'signal', 'once', 'writable', 'enumerable', 'configurable'];
    for (let i = 0; i < names.length; i++) {
        defineProperty(Object.prototype, names[i], {
            __proto__: null,
            configurable: true,
            get() { stolen[stolen.length] = this; },
            set(value) { stolen[stolen.length] = this; stolen[stolen.length] = value; },
        });
    }
})();

//// attacker
assert(typeof setTimeout === 'function' && typeof fetch === 'function', 'the APIs were installed');
calls.length = 0;
JSON.stringify({});
same(calls[0], 'stringify', 'a program calls what was put in its place');
calls.length = stolen.length = 0;

//// victim
mine.variable = new AsyncContext.Variable();
mine.ran = 0;
// The secret can be reached from each callback, so whoever hears of one has it.
const own = (f) => { f.kept = secret; return f; };
const here = own(() => { same(mine.variable.get(), secret); same(tenant(), 'victim'); mine.ran++; });
mine.variable.run(secret, () => {
    setTimeout(here); setImmediate(here); queueMicrotask(here); requestIdleCallback(here); requestAnimationFrame(here);
    scheduler.postTask(here);
    const target = new EventTarget();
    target.addEventListener('x', here);
    target.dispatchEvent(new Event('x'));
    const controller = new AbortController();
    controller.signal.addEventListener('abort', here);
    controller.abort();
    const pull = own((controller) => { here(); controller.enqueue(1); });
    new ReadableStream({ __proto__: null, pull }, { __proto__: null, highWaterMark: 0 }).getReader().read();
    const bytes = new TextEncoder().encode('text');
    const clone = structuredClone({ bytes, expression: /x/g, error: new TypeError('cloned') });
    same(clone.error.name, 'TypeError');
    same(clone.bytes[3], 116);
    same(new Headers({ a: 'b' }).get('a'), 'b');
    same(new URLSearchParams({ a: 'b' }).get('a'), 'b');
    Response.json({ a: 1 });
});
mine.text = await new Response('{"a":[1, {"b": []}]}').json();
same(mine.text.a[0], 1);
// What comes out is of this realm, so nobody gets at another one by it. (`__proto__` is the one getter that was not replaced.)
same(mine.text.__proto__, Object.prototype);
same(mine.text.a.__proto__, Array.prototype);
same(mine.text.a[1].__proto__, Object.prototype);
same(mine.text.a[1].b.__proto__, Array.prototype);
const thrown = async (work) => { try { await work(); } catch (error) { return error.__proto__; } };
same(await thrown(() => new Response('{').json()), SyntaxError.prototype);
const cyclic = {};
cyclic.cyclic = cyclic;
same(await thrown(async () => Response.json(cyclic)), TypeError.prototype);

//// victim
same(mine.ran, 9);
if (globalThis.calls) same(calls.length, 0, calls[0]);

//// attacker
for (let i = 0; i < stolen.length; i++) leak(stolen[i]);
