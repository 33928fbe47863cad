// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  Calling a revoked Proxy throws, and the caller has its own mapping back
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The mapping of the caller is restored when the function throws, and the
  exception is rethrown.
features: [AsyncContext, Proxy]
---*/

const variable = new AsyncContext.Variable();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());
const revocable = Proxy.revocable(function() {}, {});
revocable.revoke();

variable.run("current", function() {
  assert.throws(TypeError, () => snapshot.run(revocable.proxy), "a revoked Proxy");
  assert.sameValue(variable.get(), "current", "the value of the caller");
});
