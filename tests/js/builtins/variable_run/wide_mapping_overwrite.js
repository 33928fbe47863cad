// clause: SPEC 2, a new value replaces only its own entry
// Over a mapping of sixty variables, an inner run changes one value and leaves the others.
const variables = Array.from({ length: 60 }, () => new AsyncContext.Variable());
const nest = (index, then) =>
  index === variables.length ? then() : variables[index].run(index, nest, index + 1, then);
nest(0, () => {
  for (const position of [0, 31, 59]) {
    const expected = variables.map((_, index) => (index === position ? "new" : index));
    const seen = variables[position].run("new", () => variables.map((variable) => variable.get()));
    assert.compareArray(seen, expected);
    assert.sameValue(variables[position].get(), position);
  }
});
