// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  A script starts in a mapping in which no variable is set.
info: |
  The state

  The current mapping of an agent is initially empty.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
assert.sameValue(variable.get(), "default", "a new variable is not set");

new AsyncContext.Snapshot().run(function () {
  assert.sameValue(variable.get(), "default", "nor is it set in a snapshot of the script");
});
