// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  A later run does not change what an earlier snapshot holds.
info: |
  The state

  A mapping is immutable: a later extent never changes what an earlier capture holds.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var get = AsyncContext.Variable.prototype.get.bind(variable);

var empty = new AsyncContext.Snapshot();
variable.run("outer", function () {
  var outer = new AsyncContext.Snapshot();
  variable.run("inner", function () {
    assert.sameValue(empty.run(get), "default", "the snapshot from outside");
    assert.sameValue(outer.run(get), "outer", "the snapshot from the outer run");
  });
  variable.run("second inner", function () {
    assert.sameValue(outer.run(get), "outer", "the same snapshot in a second inner run");
  });
  assert.sameValue(outer.run(get), "outer", "the same snapshot after the inner runs");
});
assert.sameValue(empty.run(get), "default", "the snapshot from outside at the end");
