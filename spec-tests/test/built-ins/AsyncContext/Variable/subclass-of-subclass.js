// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  newTarget is handed on through several levels of super calls.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable can be subclassed.
features: [AsyncContext]
---*/

class Middle extends AsyncContext.Variable {
  kind() {
    return "middle";
  }
}
class Leaf extends Middle {
  kind() {
    return "leaf of " + super.kind();
  }
}

var variable = new Leaf({ name: "deep", defaultValue: 1 });
assert.sameValue(Object.getPrototypeOf(variable), Leaf.prototype, "the prototype is that of the last class");
assert.sameValue(variable.kind(), "leaf of middle", "the methods of every level");
assert.sameValue(variable.name, "deep", "the options reach AsyncContext.Variable");
assert.sameValue(variable.get(), 1, "it is a variable");
