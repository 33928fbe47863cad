// clause: SPEC 2, run rethrows what the function throws
// Any thrown value, undefined included, comes out as it is.
const variable = new AsyncContext.Variable();
for (const thrown of [undefined, null, 0, "text", Symbol("s"), {}, new RangeError("r")]) {
  let caught = "nothing";
  try {
    variable.run("value", () => { throw thrown; });
  } catch (error) {
    caught = error;
  }
  assert.sameValue(caught, thrown);
}
