// clause: SPEC 2, the captured mapping is not a property
// A frozen snapshot whose prototype was removed still runs in its mapping.
const { run } = AsyncContext.Snapshot.prototype;
const variable = new AsyncContext.Variable();
const snapshot = variable.run("set", () => new AsyncContext.Snapshot());
Object.freeze(Object.setPrototypeOf(snapshot, null));
assert.sameValue(Reflect.apply(run, snapshot, [() => variable.get()]), "set");
