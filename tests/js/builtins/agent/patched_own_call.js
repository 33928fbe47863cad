// clause: SPEC 2, run uses [[Call]], not the function's properties
// Own properties call, apply and Symbol.toPrimitive of the function are never touched.
const touched = [];
const func = () => "ran";
for (const key of ["call", "apply", "bind", "then", "toString", "valueOf", Symbol.toPrimitive]) {
  Object.defineProperty(func, key, { get() { touched.push(key); } });
}
assert.sameValue(new AsyncContext.Variable().run(1, func), "ran");
assert.sameValue(new AsyncContext.Snapshot().run(func), "ran");
assert.sameValue(AsyncContext.Snapshot.wrap(func)(), "ran");
assert.compareArray(touched, []);
