// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  Variables that become unreachable take no other value out of a mapping of many, nor
  out of the mappings that are made from it later.
info: |
  Memory

  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

// A mapping of `count` variables, made `apart` from each other, and those of them that are kept:
// every `step`th, or none.
function make(setting) {
  var count = setting[0];
  var apart = setting[1];
  var step = setting[2];
  var variables = [];
  for (var index = 0; index < count; index++) {
    variables.push(new AsyncContext.Variable({ defaultValue: "default" }));
    for (var skipped = 1; skipped < apart; skipped++) {
      new AsyncContext.Variable();
    }
  }
  var snapshot = variables.reduceRight(function (inner, variable, index) {
    return function () {
      return variable.run({ index: index }, inner);
    };
  }, function () {
    return new AsyncContext.Snapshot();
  })();
  var kept = [];
  variables.forEach(function (variable, index) {
    if (step !== 0 && index % step === 0) {
      kept.push([variable, index]);
    }
  });
  return { snapshot: snapshot, kept: kept, name: setting.join(", ") };
}

function check(made, when) {
  made.kept.forEach(function (pair) {
    assert.sameValue(
      pair[0].get().index,
      pair[1],
      "variable " + pair[1] + " of " + made.name + ", " + when
    );
  });
}

var depths = 40;
var checks = 0;

// Each level makes a mapping from that of the level before.
function nest(made, repeated, depth) {
  check(made, depth + " runs later");
  checks++;
  if (depth === depths) {
    return;
  }
  repeated.run(depth, function () {
    new AsyncContext.Snapshot();
    assert.sameValue(repeated.get(), depth, "the variable of each run");
    if (depth % 2 === 0 || made.kept.length === 0) {
      nest(made, repeated, depth + 1);
      return;
    }
    var once = new AsyncContext.Variable();
    once.run(depth, function () {
      new AsyncContext.Snapshot();
      assert.sameValue(once.get(), depth, "a variable that is set once");
      assert.sameValue(repeated.get(), depth, "and the one of each run");
      nest(made, repeated, depth + 1);
    });
  });
}

asyncTest(async function () {
  var all = [
    [100, 1, 0],
    [100, 1, 2],
    [100, 1, 3],
    [100, 1, 8],
    [100, 1, 9],
    [100, 1, 60],
    [20, 8, 0],
    [20, 8, 7],
    [20, 16, 0],
  ].map(make);
  await undefined;
  await asyncGCDeref();

  all.forEach(function (made) {
    for (var round = 0; round < 8; round++) {
      made.snapshot.run(nest, made, new AsyncContext.Variable(), 0);
    }
    made.snapshot.run(check, made, "the captured mapping is as it was");
  });
  assert.sameValue(checks, all.length * 8 * (depths + 1), "number of checks");
});
