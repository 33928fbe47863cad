// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  The default value goes with its variable, and lives as long as that.
info: |
  Memory

  An entry whose variable is reachable only as a key is collectable, with its value.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var refs = {};
  function value(name) {
    var object = { name: name };
    refs[name] = new WeakRef(object);
    return object;
  }
  function make() {
    return {
      variable: new AsyncContext.Variable({ defaultValue: value("kept") }),
      snapshot: new AsyncContext.Variable({ defaultValue: value("dropped") }).run(0, function () {
        return new AsyncContext.Snapshot();
      })
    };
  }

  var holder = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(refs.dropped.deref(), undefined, "the variable is gone, and its default");
  assert.sameValue(holder.variable.get().name, "kept", "the default of a reachable variable");
  assert.sameValue(holder.snapshot.run(function () { return 1; }), 1, "the snapshot is there");
});
