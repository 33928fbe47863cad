// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  Own properties of a variable and of a snapshot are not read by the methods that they
  are passed to.
info: |
  The AsyncContext object

  The built-in functions of AsyncContext look nothing up on objects that a program can
  change.
includes: [compareArray.js]
features: [AsyncContext, Symbol.toPrimitive, Symbol.toStringTag]
---*/

var run = AsyncContext.Variable.prototype.run;
var get = AsyncContext.Variable.prototype.get;
var runSnapshot = AsyncContext.Snapshot.prototype.run;
var log = [];

function poison(object) {
  [
    "run", "get", "name", "constructor", "valueOf", Symbol.toPrimitive, Symbol.toStringTag
  ].forEach(function(key) {
    Object.defineProperty(object, key, {
      get: function() {
        log.push(String(key));
      }
    });
  });
  return object;
}

var variable = poison(new AsyncContext.Variable());
var snapshot = run.call(variable, "set", function() {
  return poison(new AsyncContext.Snapshot());
});
assert.sameValue(
  runSnapshot.call(snapshot, function() { return get.call(variable); }),
  "set",
  "the value in the snapshot"
);
assert.compareArray(log, [], "no own property was read");
