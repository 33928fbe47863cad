// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  With the global property replaced, what was taken from AsyncContext before uses its
  own intrinsics.
info: |
  The AsyncContext object

  The built-in functions of AsyncContext look nothing up on objects that a program can
  change.
includes: [compareArray.js]
features: [AsyncContext, Proxy, globalThis]
---*/

var original = AsyncContext;
var Variable = original.Variable;
var Snapshot = original.Snapshot;
var log = [];

globalThis.AsyncContext = new Proxy({}, {
  get: function(target, key) {
    log.push(String(key));
  }
});
var variable = new Variable();
var wrapped = variable.run("set", function() {
  return Snapshot.wrap(function() {
    return variable.get();
  });
});
var snapshot = variable.run("set", function() {
  return new Snapshot();
});

assert.sameValue(wrapped(), "set", "a wrapped function");
assert.sameValue(snapshot.run(function() { return variable.get(); }), "set", "a snapshot");
assert.sameValue(Object.getPrototypeOf(variable), Variable.prototype, "prototype of the variable");
assert.sameValue(Object.getPrototypeOf(snapshot), Snapshot.prototype, "prototype of the snapshot");
assert.compareArray(log, [], "the replacement is not looked at");
