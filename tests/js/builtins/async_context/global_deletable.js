// clause: SPEC 2, the AsyncContext global is configurable in effect
// The global binding can be deleted, and what was taken from it before keeps working.
const { Variable } = AsyncContext;
assert.sameValue(delete globalThis.AsyncContext, true);
assert.sameValue(typeof AsyncContext, "undefined");
assert.sameValue(new Variable({ name: "kept" }).name, "kept");
