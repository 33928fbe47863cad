// clause: SPEC 2, a mapping holds any number of variables
// A hundred variables set one inside the other all keep their own value.
const variables = Array.from({ length: 100 }, () => new AsyncContext.Variable({ defaultValue: -1 }));
const values = () => variables.map((variable) => variable.get());
const nest = (index) =>
  index === variables.length ? values() : variables[index].run(index, nest, index + 1);
assert.compareArray(nest(0), variables.map((_, index) => index));
assert.compareArray(values(), variables.map(() => -1));
