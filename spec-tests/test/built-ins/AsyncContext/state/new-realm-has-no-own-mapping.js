// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  A realm that is made during a run runs its scripts in the mapping of the run.
info: |
  The state

  The current mapping belongs to the agent, not to a realm: calling a function of
  another realm keeps it.
features: [AsyncContext, cross-realm]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });

variable.run("value", function () {
  var other = $262.createRealm();
  assert.sameValue(variable.get(), "value", "making a realm does not change the mapping");
  other.global.variable = variable;
  assert.sameValue(other.evalScript("variable.get();"), "value", "a script of the new realm");
  assert.sameValue(
    other.evalScript("AsyncContext.Variable.prototype.get.call(variable);"),
    "value",
    "get of the new realm"
  );
  assert.sameValue(variable.get(), "value", "nor does a script of the new realm");
});

assert.sameValue(variable.get(), "default", "the mapping outside");
