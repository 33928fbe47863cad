// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A class can be wrapped, but calling the wrapped function throws, as calling
  the class does
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The mapping of the caller is restored when the wrapped function returns or
  throws.

  The wrapped function is not a constructor and has no prototype property.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
let constructed = 0;
class Point {
  constructor(x, y) {
    constructed += 1;
  }
}

const wrapped = variable.run("captured", () => AsyncContext.Snapshot.wrap(Point));
assert.sameValue(wrapped.name, "wrapped Point", "name");
assert.sameValue(wrapped.length, 2, "length");

variable.run("current", function() {
  assert.throws(TypeError, () => wrapped(1, 2), "called");
  assert.sameValue(variable.get(), "current", "the value of the caller");
});
assert.throws(TypeError, () => new wrapped(1, 2), "constructed");
assert.sameValue(constructed, 0, "the class is never constructed");
