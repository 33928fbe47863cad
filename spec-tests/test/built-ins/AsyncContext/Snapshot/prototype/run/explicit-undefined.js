// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A variable that is undefined in the snapshot is undefined during the call,
  not its default
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  During the call the current mapping is the one of the snapshot, for every
  variable.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const snapshot = variable.run(undefined, () => new AsyncContext.Snapshot());

assert.sameValue(snapshot.run(() => variable.get()), undefined, "called from outside");
assert.sameValue(
  variable.run("current", () => snapshot.run(() => variable.get())),
  undefined,
  "called where the variable has a value"
);
