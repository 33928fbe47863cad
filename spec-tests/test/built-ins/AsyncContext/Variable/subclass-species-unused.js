// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  Neither the constructor nor @@species of a subclass is read.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable can be subclassed.
features: [AsyncContext, Symbol.species]
---*/

var reads = 0;

class Watched extends AsyncContext.Variable {
  static get [Symbol.species]() {
    reads++;
    return Object;
  }
}
Object.defineProperty(Watched.prototype, "constructor", {
  get: function() {
    reads++;
    return Object;
  }
});

var variable = new Watched({ defaultValue: 0 });
variable.run(1, function() {
  return variable.get();
});
new AsyncContext.Snapshot();
assert.sameValue(reads, 0, "nothing asked for a constructor");
