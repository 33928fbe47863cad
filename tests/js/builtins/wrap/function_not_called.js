// clause: SPEC 2, wrap does not call the function
// The function is called when the wrapped one is, once per call.
let calls = 0;
const wrapped = AsyncContext.Snapshot.wrap(() => ++calls);
assert.sameValue(calls, 0);
wrapped();
wrapped();
assert.sameValue(calls, 2);
