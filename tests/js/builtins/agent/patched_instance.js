// clause: SPEC 2, own properties of a variable or snapshot are not used
// Own run, get, name and Symbol properties of the receivers are not looked up.
const { run, get } = AsyncContext.Variable.prototype;
const runSnapshot = AsyncContext.Snapshot.prototype.run;
const poison = (object) => {
  for (const key of ["run", "get", "name", "constructor", "valueOf", Symbol.toPrimitive, Symbol.toStringTag]) {
    Object.defineProperty(object, key, { get() { assert(false, `read ${String(key)}`); } });
  }
  return object;
};
const variable = poison(new AsyncContext.Variable());
const snapshot = run.call(variable, "set", () => poison(new AsyncContext.Snapshot()));
assert.sameValue(runSnapshot.call(snapshot, () => get.call(variable)), "set");
