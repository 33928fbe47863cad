// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  Two variables of one name, made with one options object, do not share a
  value.
info: |
  AsyncContext.Variable ( options )

  Each construction makes a variable of its own, whatever its name.
features: [AsyncContext]
---*/

var options = { name: "same", defaultValue: "default" };
var first = new AsyncContext.Variable(options);
var second = new AsyncContext.Variable(options);

assert.notSameValue(first, second, "two objects");
first.run("first", function() {
  assert.sameValue(first.get(), "first", "the variable that is run");
  assert.sameValue(second.get(), "default", "the other variable keeps its default");

  second.run("second", function() {
    assert.sameValue(first.get(), "first", "the first is not shadowed by the second");
    assert.sameValue(second.get(), "second", "the second has its own value");
  });

  assert.sameValue(second.get(), "default", "the second is restored");
});
assert.sameValue(first.get(), "default", "the first is restored");
