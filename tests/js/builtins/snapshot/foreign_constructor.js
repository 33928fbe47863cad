// clause: SPEC 2, a foreign constructor captures the agent's mapping
// `new` of another realm's Snapshot has that realm's prototype and holds the values set here.
const { global } = $host.createRealm();
const variable = new AsyncContext.Variable();
const snapshot = variable.run("here", () => new global.AsyncContext.Snapshot());
assert.sameValue(Object.getPrototypeOf(snapshot), global.AsyncContext.Snapshot.prototype);
assert.sameValue(snapshot.run(() => variable.get()), "here");
