// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  The value of a variable of a realm that is gone is collected although this realm
  captured it.
info: |
  Memory

  An entry whose variable is reachable only as a key is collectable, with its value.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, cross-realm, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var ref;
  var variable = new AsyncContext.Variable();
  function watch(object) {
    ref = new WeakRef(object);
  }
  function make() {
    var other = $262.createRealm();
    var within = other.evalScript(
      "(function (watch, func) {" +
      "  var value = {};" +
      "  watch(value);" +
      "  return new AsyncContext.Variable().run(value, func);" +
      "})"
    );
    return variable.run("this realm", function () {
      return within(watch, function () {
        return new AsyncContext.Snapshot();
      });
    });
  }

  var snapshot = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "the value of the other realm is collected");
  assert.sameValue(
    snapshot.run(function () { return variable.get(); }),
    "this realm",
    "the entry of this realm is still there"
  );
});
