// clause: SPEC 5, the mapping is an ephemeron map
// A value that refers to its own Variable does not keep the entry alive in a mapping captured by a pending timer.
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
function make() {
  const variable = new AsyncContext.Variable();
  const value = { variable };
  registry.register(variable, 'variable');
  registry.register(value, 'value');
  return variable.run(value, () => setTimeout(() => {}, 100000));
}
asyncTest(async () => {
  const id = make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  clearTimeout(id);
  assert.compareArray([...gone].sort(), ['value', 'variable']);
});
