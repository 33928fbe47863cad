// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  A name that is present with the value undefined is converted like any other.
info: |
  AsyncContext.Variable ( options )

  The name option is read with HasProperty, and only if it is present with Get.
  The name option is converted with ToString, which throws for a Symbol.
features: [AsyncContext]
---*/

assert.sameValue(
  new AsyncContext.Variable({ name: undefined }).name, "undefined",
  "an own property with the value undefined"
);

var reads = 0;
var variable = new AsyncContext.Variable({
  get name() {
    reads++;
  }
});
assert.sameValue(variable.name, "undefined", "a getter that returns undefined");
assert.sameValue(reads, 1, "the getter was called");

variable = new AsyncContext.Variable({ set name(value) {} });
assert.sameValue(variable.name, "undefined", "an accessor without a getter is present");
