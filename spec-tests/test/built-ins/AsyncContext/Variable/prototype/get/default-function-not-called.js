// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  A function as the default value is returned, not called for a value.
info: |
  AsyncContext.Variable.prototype.get ( )

  The default value is returned as it is, without being copied, called or converted.
features: [AsyncContext]
---*/

var calls = 0;
function factory() {
  calls += 1;
  return "made";
}
var variable = new AsyncContext.Variable({ defaultValue: factory });

assert.sameValue(variable.get(), factory, "get returns the function");
assert.sameValue(calls, 0, "the function is not called");
