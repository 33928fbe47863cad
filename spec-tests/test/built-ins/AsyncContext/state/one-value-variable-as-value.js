// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  A variable can be the value of another variable and of itself; keys and values do not
  mix.
info: |
  The state

  A mapping holds one value for each variable, and setting one variable leaves the
  others as they are.
features: [AsyncContext]
---*/

var a = new AsyncContext.Variable({ defaultValue: "default" });
var b = new AsyncContext.Variable({ defaultValue: "default" });
var calls = 0;

a.run(a, function () {
  assert.sameValue(a.get(), a, "a variable as its own value");
  b.run(a, function () {
    assert.sameValue(b.get(), a, "another variable as the value");
    a.run(b, function () {
      calls += 1;
      assert.sameValue(a.get(), b, "two variables that hold each other");
      assert.sameValue(b.get(), a, "the second of the two");
      assert.sameValue(a.get().get().get(), b, "through the values");
    });
  });
});

assert.sameValue(calls, 1, "the innermost function is called");
assert.sameValue(a.get(), "default", "afterwards");
