// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  Arguments of get are neither used as a default nor touched.
info: |
  AsyncContext.Variable.prototype.get ( )

  The default value is returned if the variable is not set.
  The value of the current mapping is returned if the variable is set in it.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var log = [];
var argument = new Proxy(function () {}, new Proxy({}, {
  get: function (target, trap) {
    log.push(trap);
  }
}));
var variable = new AsyncContext.Variable();

assert.sameValue(variable.get(argument), undefined, "not set");
assert.sameValue(
  variable.run("value", function () { return variable.get(argument, argument); }),
  "value",
  "set"
);
assert.compareArray(log, [], "the argument is not touched");
