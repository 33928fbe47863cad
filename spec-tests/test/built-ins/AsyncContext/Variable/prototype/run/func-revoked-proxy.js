// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The call of a revoked Proxy throws a TypeError, and the previous mapping is restored.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The previous mapping is restored when the function throws, and the exception is
  rethrown.
features: [AsyncContext, Proxy]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var revocable = Proxy.revocable(function () {}, {});
revocable.revoke();

assert.throws(TypeError, function () {
  variable.run("value", revocable.proxy);
}, "a revoked Proxy of a function");
assert.sameValue(variable.get(), "default", "not set before, not set afterwards");

variable.run("outer", function () {
  assert.throws(TypeError, function () {
    variable.run("inner", revocable.proxy);
  }, "a revoked Proxy in a nested run");
  assert.sameValue(variable.get(), "outer", "the value from before the inner run");
});
