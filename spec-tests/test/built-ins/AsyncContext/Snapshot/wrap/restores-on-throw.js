// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  An exception of the function is rethrown as it is, in the mapping of the
  caller
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The mapping of the caller is restored when the wrapped function returns or
  throws.
features: [AsyncContext, Symbol]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const wrapped = variable.run("captured", () => AsyncContext.Snapshot.wrap(function(value) {
  throw value;
}));
const values = [undefined, null, 0, "thrown", Symbol("thrown"), {}, new Test262Error()];
let caught = 0;

variable.run("current", function() {
  for (const value of values) {
    try {
      wrapped(value);
    } catch (error) {
      caught += 1;
      assert.sameValue(error, value, "the exception is the thrown value");
      assert.sameValue(variable.get(), "current", "the value of the caller");
    }
  }
});
assert.sameValue(caught, values.length, "every value was caught");
assert.sameValue(variable.get(), "default", "the mapping outside");
