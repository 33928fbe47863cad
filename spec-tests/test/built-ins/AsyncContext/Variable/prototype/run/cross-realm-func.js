// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  A function of another realm that run calls sees the value of a variable of this realm.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A run in a function of another realm uses the same agent-wide mapping.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm();
var variable = new AsyncContext.Variable({ defaultValue: "default" });
var read = other.evalScript("(function (v) { return v.get(); })");

assert.sameValue(
  variable.run("value", read, variable),
  "value",
  "get of this realm, called by the other realm"
);

var otherGet = other.global.AsyncContext.Variable.prototype.get;
assert.sameValue(
  variable.run("value", otherGet.bind(variable)),
  "value",
  "get of the other realm on a variable of this realm"
);
assert.sameValue(otherGet.call(variable), "default", "the default value outside");
