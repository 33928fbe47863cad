// clause: The AsyncContext Object
// holds: replacing `globalThis.AsyncContext`, its constructors and their methods does not reach what was captured, or what the library does by itself

//// attacker
const fake = function () { return { run(value, f, ...args) { leak(value, f, ...args); return f(...args); }, get() { return 'evil'; }, name: 'evil' }; };
const { Variable, Snapshot } = AsyncContext;
for (const method of ['run', 'get']) {
    const original = Variable.prototype[method];
    Variable.prototype[method] = function (...args) { leak(this, ...args); return original.apply(this, args); };
}
Object.defineProperty(Variable.prototype, 'name', { get() { leak(this); return 'evil'; } });
Snapshot.prototype.run = function (...args) { leak(this, ...args); return 'evil'; };
Snapshot.wrap = (f) => { leak(f); return f; };
Object.setPrototypeOf(Variable, null);
Object.setPrototypeOf(Variable.prototype, new Proxy({}, { get(_, key) { leak(key); } }));
AsyncContext.Variable = fake;
AsyncContext.Snapshot = fake;
globalThis.AsyncContext = { Variable: fake, Snapshot: fake };
leak(globalThis.AsyncContext);
delete globalThis.AsyncContext;
same(typeof globalThis.AsyncContext, 'undefined');
