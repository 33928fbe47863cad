// clause: SPEC 2, run of something that is not callable throws
// A non-callable function argument throws a TypeError.
const variable = new AsyncContext.Variable();
for (const func of [undefined, null, true, 1, 1n, "text", Symbol("s"), {}, [], /x/, variable]) {
  assert.throws(TypeError, () => variable.run("value", func));
}
