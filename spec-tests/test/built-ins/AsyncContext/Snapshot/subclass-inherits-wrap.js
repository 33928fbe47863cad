// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  A subclass inherits the static method wrap, which gives an ordinary wrapped
  function
info: |
  The AsyncContext.Snapshot constructor

  AsyncContext.Snapshot can be subclassed.
features: [AsyncContext]
---*/

let constructed = 0;

class Derived extends AsyncContext.Snapshot {
  constructor() {
    super();
    constructed += 1;
  }
}

assert.sameValue(Derived.wrap, AsyncContext.Snapshot.wrap, "Derived.wrap is inherited");

const wrapped = Derived.wrap(function() {
  return "result";
});
assert.sameValue(wrapped(), "result", "the wrapped function calls the function");
assert.sameValue(constructed, 0, "wrap does not construct its this value");
assert.sameValue(
  Object.getPrototypeOf(wrapped),
  Function.prototype,
  "the wrapped function has nothing to do with the subclass"
);
