// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  A call into another realm that calls back keeps the mapping all the way.
info: |
  The state

  The current mapping belongs to the agent, not to a realm: calling a function of
  another realm keeps it.
includes: [compareArray.js]
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm();
var variable = new AsyncContext.Variable({ defaultValue: "default" });
var seen = [];
other.global.seen = seen;
other.global.variable = variable;
var through = other.evalScript(
  "var get = AsyncContext.Variable.prototype.get;" +
  "(function (func) {" +
  "  seen.push('before ' + get.call(variable));" +
  "  func();" +
  "  seen.push('after ' + get.call(variable));" +
  "})"
);

variable.run("value", function () {
  through(function () {
    seen.push("callback " + variable.get());
  });
  seen.push("caller " + variable.get());
});

assert.compareArray(
  seen,
  ["before value", "callback value", "after value", "caller value"],
  "one mapping in both realms"
);
