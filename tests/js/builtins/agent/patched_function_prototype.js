// clause: SPEC 2, built-ins do not look up call, apply or bind
// With Function.prototype.call, apply and bind removed, run, snapshot.run and wrap work.
const variable = new AsyncContext.Variable();
const original = Object.getOwnPropertyDescriptors(Function.prototype);
delete Function.prototype.call;
delete Function.prototype.apply;
delete Function.prototype.bind;
const seen = variable.run("set", (...args) => {
  const snapshot = new AsyncContext.Snapshot();
  const wrapped = AsyncContext.Snapshot.wrap((value) => value);
  return [variable.get(), snapshot.run((value) => value, 2), wrapped(3), args[0]];
}, 1);
Object.defineProperties(Function.prototype, original);
assert.compareArray(seen, ["set", 2, 3, 1]);
