// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A wrapped Proxy that was revoked after it was wrapped throws, and the caller
  has its mapping back
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The mapping of the caller is restored when the wrapped function returns or
  throws.
features: [AsyncContext, Proxy]
---*/

const variable = new AsyncContext.Variable();
const revocable = Proxy.revocable(function() {
  return "called";
}, {});
const wrapped = variable.run("captured", () => AsyncContext.Snapshot.wrap(revocable.proxy));

assert.sameValue(wrapped(), "called", "before the revocation");
revocable.revoke();
variable.run("current", function() {
  assert.throws(TypeError, () => wrapped(), "after the revocation");
  assert.sameValue(variable.get(), "current", "the value of the caller");
});
