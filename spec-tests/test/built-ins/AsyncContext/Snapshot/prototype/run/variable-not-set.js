// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A variable without a value in the snapshot has its default, also where the
  caller has set it
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  A variable that was not set when the snapshot was made has its default value
  during the call.
features: [AsyncContext]
---*/

const defaultValue = {};
const withDefault = new AsyncContext.Variable({ defaultValue });
const without = new AsyncContext.Variable();
const snapshot = new AsyncContext.Snapshot();
let calls = 0;

withDefault.run("set", function() {
  without.run("set", function() {
    snapshot.run(function() {
      assert.sameValue(withDefault.get(), defaultValue, "the given default value");
      assert.sameValue(without.get(), undefined, "the default value undefined");
      calls += 1;
    });
  });
});
assert.sameValue(calls, 1, "the function was called");
