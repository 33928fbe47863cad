// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  Without call, apply and bind on Function.prototype run, the run of a snapshot and a
  wrapped function work.
info: |
  The AsyncContext object

  The built-in functions of AsyncContext look nothing up on objects that a program can
  change.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var originals = Object.getOwnPropertyDescriptors(Function.prototype);
var value, snapshotResult, wrappedResult, argument;

delete Function.prototype.call;
delete Function.prototype.apply;
delete Function.prototype.bind;
try {
  variable.run("set", function(first) {
    value = variable.get();
    argument = first;
    snapshotResult = new AsyncContext.Snapshot().run(function(x) { return x; }, 2);
    wrappedResult = AsyncContext.Snapshot.wrap(function(x) { return x; })(3);
  }, 1);
} finally {
  Object.defineProperties(Function.prototype, originals);
}

assert.sameValue(value, "set", "the value of the run");
assert.sameValue(argument, 1, "the argument of the run");
assert.sameValue(snapshotResult, 2, "the result of the run of a snapshot");
assert.sameValue(wrappedResult, 3, "the result of a wrapped function");
