// clause: SPEC 2, the new check comes before the options
// A call without new throws before it touches the options.
let touched = 0;
const options = new Proxy({}, {
  has() { touched++; return true; },
  get() { touched++; },
});
assert.throws(TypeError, () => AsyncContext.Variable(options));
assert.sameValue(touched, 0);
