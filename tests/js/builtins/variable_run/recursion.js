// clause: SPEC 2, recursion through run
// A hundred nested runs of one variable each see their own value on the way in and on the way out.
const variable = new AsyncContext.Variable({ defaultValue: 0 });
let wrong = 0;
function descend(level) {
  if (variable.get() !== level) wrong++;
  if (level < 100) variable.run(level + 1, descend, level + 1);
  if (variable.get() !== level) wrong++;
}
descend(0);
assert.sameValue(wrong, 0);
