// clause: SPEC 2, a revoked Proxy newTarget has no realm
// A Proxy that revokes itself while its prototype is read makes the constructor throw a TypeError.
const { proxy, revoke } = Proxy.revocable(function () {}, {
  get() { revoke(); },
});
assert.throws(TypeError, () => Reflect.construct(AsyncContext.Variable, [], proxy));
