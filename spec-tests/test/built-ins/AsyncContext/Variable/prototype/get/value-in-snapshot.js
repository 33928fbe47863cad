// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  In the run of a snapshot the value is that of the snapshot, also if the caller has
  another.
info: |
  AsyncContext.Variable.prototype.get ( )

  The value of the current mapping is returned if the variable is set in it.
  The default value is returned if the variable is not set.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var get = AsyncContext.Variable.prototype.get.bind(variable);

var empty = new AsyncContext.Snapshot();
var full = variable.run("captured", function () {
  return new AsyncContext.Snapshot();
});

assert.sameValue(full.run(get), "captured", "set in the snapshot alone");
variable.run("caller", function () {
  assert.sameValue(full.run(get), "captured", "set in the snapshot and by the caller");
  assert.sameValue(empty.run(get), "default", "set by the caller alone");
  assert.sameValue(get(), "caller", "the value of the caller afterwards");
});
