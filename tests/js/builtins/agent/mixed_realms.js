// clause: SPEC 1, variables of several realms share one mapping
// Variables of three realms set one inside the other are all visible, also from a snapshot.
const variables = [AsyncContext, $host.createRealm().global.AsyncContext, $host.createRealm().global.AsyncContext]
  .map(({ Variable }) => new Variable());
const read = () => variables.map((variable) => variable.get());
const [a, b, c] = variables;
const snapshot = a.run(1, () => b.run(2, () => c.run(3, () => new AsyncContext.Snapshot())));
assert.compareArray(snapshot.run(read), [1, 2, 3]);
assert.compareArray(read(), [undefined, undefined, undefined]);
