// clause: AsyncContext.Variable
// holds: a variable is found by itself alone: no name, subclass, prototype or proxy makes another object be it

//// victim
mine.variable = new AsyncContext.Variable({ name: 'request', defaultValue: 1 });
mine.variable.run(secret, () => { handed.snapshot = new AsyncContext.Snapshot(); });
handed.name = mine.variable.name;

//// attacker
const look = (f) => handed.snapshot.run(f);
for (let i = 0; i < 300; i++) {
    const guess = new AsyncContext.Variable({ name: handed.name });
    look(() => leak(guess.get()));
}
class Derived extends AsyncContext.Variable { get name() { return 'request'; } }
const derived = new Derived({ name: handed.name });
look(() => leak(derived.get()));
const { get } = AsyncContext.Variable.prototype;
for (const receiver of [
    {}, null, undefined, 'request', 0, handed.snapshot, AsyncContext.Variable.prototype, Object.create(derived),
    { __proto__: AsyncContext.Variable.prototype, name: 'request' }, new Proxy(derived, {}), AsyncContext, globalThis,
]) {
    throws('TypeError', () => look(() => get.call(receiver)));
    throws('TypeError', () => AsyncContext.Variable.prototype.run.call(receiver, 1, () => {}));
}
Object.setPrototypeOf(derived, null);
look(() => leak(get.call(derived)));
