// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  A variable that was set to undefined is undefined in the snapshot, not its
  default
info: |
  The AsyncContext.Snapshot constructor

  A snapshot holds the mapping that is current at its construction.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const snapshot = variable.run(undefined, function() {
  return new AsyncContext.Snapshot();
});

variable.run("set", function() {
  assert.sameValue(snapshot.run(() => variable.get()), undefined, "the captured undefined");
});
