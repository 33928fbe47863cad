// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A variable that was created after the snapshot has its default in it
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  A variable that was not set when the snapshot was made has its default value
  during the call.
features: [AsyncContext]
---*/

const earlier = new AsyncContext.Variable();
const snapshot = earlier.run("captured", () => new AsyncContext.Snapshot());
const later = new AsyncContext.Variable({ defaultValue: "default" });

later.run("set", function() {
  assert.sameValue(snapshot.run(() => later.get()), "default", "the later variable");
  assert.sameValue(snapshot.run(() => earlier.get()), "captured", "the earlier variable");
  assert.sameValue(later.get(), "set", "the value of the caller is back");
});
