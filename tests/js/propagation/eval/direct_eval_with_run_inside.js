// clause: SPEC 3, (synchronous code captures nothing)
// A `run` inside evaluated code is over when eval returns.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = v.run('outer', () => [eval('v.run("inner", () => v.get())'), v.get()]);
assert.compareArray(seen, ['inner', 'outer']);
