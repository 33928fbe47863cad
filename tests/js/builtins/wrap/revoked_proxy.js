// clause: SPEC 2, wrapping a revoked Proxy
// A revoked Proxy of a function is callable by type, but its length look-up throws a TypeError.
const { proxy, revoke } = Proxy.revocable(() => {}, {});
const wrapped = AsyncContext.Snapshot.wrap(proxy);
revoke();
assert.throws(TypeError, () => wrapped());
assert.throws(TypeError, () => AsyncContext.Snapshot.wrap(proxy));
