// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A strict function has undefined as its this value
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The function of a snapshot run is called with undefined as this and the
  remaining arguments.
features: [AsyncContext]
---*/

const snapshot = new AsyncContext.Snapshot();
let calls = 0;

snapshot.run(function() {
  "use strict";
  calls += 1;
  assert.sameValue(this, undefined, "this value");
});
assert.sameValue(calls, 1, "the function was called");
