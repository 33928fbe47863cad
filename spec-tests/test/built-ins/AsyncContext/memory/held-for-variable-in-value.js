// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A variable that the value of a reachable variable refers to is reachable, and so on.
info: |
  Memory

  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  // Variable number i + 1 is found only in the value of variable number i.
  function nest(variable, depth, func) {
    if (depth === 0) {
      return variable.run({ name: "last" }, func);
    }
    var next = new AsyncContext.Variable();
    return variable.run({ next: next }, function () {
      return nest(next, depth - 1, func);
    });
  }
  // The same, with the inner variables set before the outer ones.
  function nestReversed(variable, depth, func) {
    if (depth === 0) {
      return variable.run({ name: "last" }, func);
    }
    var next = new AsyncContext.Variable();
    return nestReversed(next, depth - 1, function () {
      return variable.run({ next: next }, func);
    });
  }
  function take() {
    return new AsyncContext.Snapshot();
  }
  function follow(variable) {
    var steps = 0;
    var value = variable.get();
    while (value.next) {
      value = value.next.get();
      steps += 1;
    }
    return value.name + " " + steps;
  }

  var first = new AsyncContext.Variable();
  var snapshot = nest(first, 12, take);
  var reversed = nestReversed(first, 12, take);
  await undefined;
  await asyncGCDeref();

  assert.sameValue(snapshot.run(follow, first), "last 12", "set from the outside in");
  assert.sameValue(reversed.run(follow, first), "last 12", "set from the inside out");
});
