// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  An instance of a subclass is a working snapshot
info: |
  The AsyncContext.Snapshot constructor

  AsyncContext.Snapshot can be subclassed.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

class Derived extends AsyncContext.Snapshot {
  twice(func) {
    return [this.run(func), this.run(func)];
  }
}

const instance = variable.run("captured", function() {
  return new Derived();
});

assert(instance instanceof Derived, "instance of the subclass");
assert(instance instanceof AsyncContext.Snapshot, "instance of the base class");
assert.sameValue(Object.getPrototypeOf(instance), Derived.prototype, "prototype of the instance");

const seen = instance.twice(function() {
  return variable.get();
});
assert.sameValue(seen[0], "captured", "the inherited run installs the captured mapping");
assert.sameValue(seen[1], "captured", "and does so again");
assert.sameValue(variable.get(), "default", "the mapping of the caller is back");
