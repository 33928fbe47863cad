// clause: SPEC 1, the current mapping keeps its values
// Collections in the middle of nested runs lose no value of a reachable variable.
const variables = Array.from({ length: 20 }, () => new AsyncContext.Variable());
const read = () => variables.map((variable) => variable.get().index);
function nest(index) {
  $host.gc();
  return index === variables.length ? read() : variables[index].run({ index }, nest, index + 1);
}
assert.compareArray(nest(0), variables.map((_, index) => index));
