// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A class is called, which throws, and the caller has its own mapping back
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The mapping of the caller is restored when the function throws, and the
  exception is rethrown.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());
let constructed = 0;
class Class {
  constructor() {
    constructed += 1;
  }
}

variable.run("current", function() {
  assert.throws(TypeError, () => snapshot.run(Class), "a class cannot be called");
  assert.sameValue(variable.get(), "current", "the value of the caller");
});
assert.sameValue(constructed, 0, "the class was not constructed");
