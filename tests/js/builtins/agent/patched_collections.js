// clause: SPEC 1, the mapping is not a JS collection
// Patched methods of Map, WeakMap and WeakRef are not used to keep the mapping.
let touched = 0;
for (const { prototype } of [Map, WeakMap, WeakRef]) {
  for (const key of ["get", "set", "has", "delete", "deref"]) {
    if (key in prototype) prototype[key] = () => { touched++; };
  }
}
const variable = new AsyncContext.Variable();
const snapshot = variable.run("set", () => new AsyncContext.Snapshot());
assert.sameValue(snapshot.run(() => variable.get()), "set");
assert.sameValue(touched, 0);
