// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  An instance of a subclass is a variable with the methods of the subclass.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable can be subclassed.
features: [AsyncContext]
---*/

class Counter extends AsyncContext.Variable {
  increment(func) {
    return this.run(this.get() + 1, func);
  }
}

var counter = new Counter({ name: "counter", defaultValue: 0 });

assert.sameValue(Object.getPrototypeOf(counter), Counter.prototype, "the prototype is that of the subclass");
assert.sameValue(counter instanceof AsyncContext.Variable, true, "an instance of the superclass");
assert.sameValue(counter.name, "counter", "the inherited name accessor");
assert.sameValue(counter.get(), 0, "the inherited get");
assert.sameValue(counter.increment(function() {
  return counter.increment(function() {
    return counter.get();
  });
}), 2, "a method of the subclass that uses run and get");
assert.sameValue(counter.get(), 0, "the value is only seen during the runs");
