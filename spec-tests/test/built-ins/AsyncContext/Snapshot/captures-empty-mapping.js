// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  A snapshot made where no variable is set holds the empty mapping
info: |
  The AsyncContext.Snapshot constructor

  A snapshot holds the mapping that is current at its construction.
features: [AsyncContext]
---*/

const first = new AsyncContext.Variable({ defaultValue: "first default" });
const second = new AsyncContext.Variable();
const snapshot = new AsyncContext.Snapshot();

first.run("set", function() {
  second.run("set", function() {
    snapshot.run(function() {
      assert.sameValue(first.get(), "first default", "first variable in the snapshot");
      assert.sameValue(second.get(), undefined, "second variable in the snapshot");
    });
    assert.sameValue(first.get(), "set", "first variable after the run");
    assert.sameValue(second.get(), "set", "second variable after the run");
  });
});
