// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  Accessors on Object.prototype are not called: properties are defined and not assigned,
  and descriptors have no prototype.
info: |
  The AsyncContext object

  The built-in functions of AsyncContext look nothing up on objects that a program can
  change.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

var calls = 0;
var accessor = Object.create(null);
accessor.configurable = true;
accessor.get = function() { calls++; };
accessor.set = function() { calls++; };
var keys = ["value", "writable", "get", "set", "length", "defaultValue", "mapping", "run", "wrap"];

var variable, wrapped, result;
for (var i = 0; i < keys.length; i++) {
  Object.defineProperty(Object.prototype, keys[i], accessor);
}
try {
  variable = new AsyncContext.Variable();
  wrapped = AsyncContext.Snapshot.wrap(function task(a) {
    return variable.run(a, function() { return 1; });
  });
  result = new AsyncContext.Snapshot().run(wrapped, 5);
} finally {
  for (var j = 0; j < keys.length; j++) {
    delete Object.prototype[keys[j]];
  }
}

assert.sameValue(result, 1, "the result");
assert.sameValue(calls, 0, "no accessor was called");
verifyProperty(wrapped, "length", {
  value: 1,
  writable: false,
  enumerable: false,
  configurable: true
});
