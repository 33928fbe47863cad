// clause: SPEC 2, a wrapped function is a built-in
// Function.prototype.toString shows native code and nothing of the wrapped source.
const source = Function.prototype.toString.call(AsyncContext.Snapshot.wrap(() => "hidden source"));
assert(/\[\s*native\s+code\s*\]/.test(source));
assert.sameValue(source.includes("hidden"), false);
