// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  Of several nested runs, what is captured inside keeps the innermost value alone.
info: |
  Memory

  A value that a nested run shadows is not kept alive by what is captured inside.
  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var other = new AsyncContext.Variable();
  var refs = [];
  function nest(level) {
    if (level === 10) {
      return new AsyncContext.Snapshot();
    }
    var value = { level: level };
    refs.push(new WeakRef(value));
    return variable.run(value, function () {
      return other.run(level, nest, level + 1);
    });
  }

  var snapshot = nest(0);
  await undefined;
  await asyncGCDeref();
  assert.sameValue(refs.length, 10, "the number of values");
  for (var i = 0; i < 9; i++) {
    assert.sameValue(refs[i].deref(), undefined, "the value of level " + i + " is collected");
  }
  snapshot.run(function () {
    assert.sameValue(variable.get().level, 9, "the innermost value");
    assert.sameValue(other.get(), 9, "the innermost value of the other variable");
  });
});
