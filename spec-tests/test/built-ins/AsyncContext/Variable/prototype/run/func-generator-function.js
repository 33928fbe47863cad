// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  With a generator function, run returns the generator before its body has started.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The result of the function is the result of run.
  The previous mapping is restored when the function returns.
features: [AsyncContext, generators]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var started = false;
function* g() {
  started = true;
}

var generator = variable.run("value", g);

assert.sameValue(Object.getPrototypeOf(generator), g.prototype, "the result is the generator");
assert.sameValue(started, false, "the body has not started");
assert.sameValue(variable.get(), "default", "the previous mapping is back");
