// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  Primitive options are not converted to objects whose inherited properties
  would be read.
info: |
  AsyncContext.Variable ( options )

  Options that are not an Object are ignored.
features: [AsyncContext, BigInt, Symbol]
---*/

var reads = 0;
[Boolean, Number, BigInt, String, Symbol].forEach(function(constructor) {
  ["name", "defaultValue"].forEach(function(key) {
    Object.defineProperty(constructor.prototype, key, {
      configurable: true,
      get: function() {
        reads++;
        return "inherited";
      }
    });
  });
});

[true, 1, 1n, "text", Symbol()].forEach(function(options, index) {
  var variable = new AsyncContext.Variable(options);
  assert.sameValue(variable.name, "", "the name for the value of index " + index);
  assert.sameValue(variable.get(), undefined, "the default value for the value of index " + index);
});
assert.sameValue(reads, 0, "no getter of a wrapper prototype was called");

new AsyncContext.Variable(Object("text"));
assert.sameValue(reads, 2, "a String object is an Object, so its getters are called");
