// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  The name is the same in every mapping.
info: |
  get AsyncContext.Variable.prototype.name

  The name getter returns the String that the name option was converted to.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ name: "name", defaultValue: "default" });
var twin = new AsyncContext.Variable({ name: "name" });

variable.run("value", function () {
  assert.sameValue(variable.name, "name", "inside of a run of the variable");
  assert.sameValue(twin.name, "name", "another variable of the same name");
});
new AsyncContext.Snapshot().run(function () {
  assert.sameValue(variable.name, "name", "inside of the run of a snapshot");
});
assert.sameValue(variable.name, "name", "outside");
