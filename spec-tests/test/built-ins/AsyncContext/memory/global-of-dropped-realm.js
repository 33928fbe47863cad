// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  The global object of a realm that is gone is collected although this realm captured a
  mapping with a variable and the global object of that realm.
info: |
  Memory

  An entry whose variable is reachable only as a key is collectable, with its value.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, cross-realm, async-functions, FinalizationRegistry, WeakRef, host-gc-required, globalThis]
---*/

asyncTest(async function () {
  var ref;
  var variable = new AsyncContext.Variable();
  function make() {
    var other = $262.createRealm();
    ref = new WeakRef(other.global);
    var within = other.evalScript(
      "(function (func) {" +
      "  return new AsyncContext.Variable().run({ global: globalThis }, func);" +
      "})"
    );
    return variable.run("this realm", function () {
      return within(function () {
        return new AsyncContext.Snapshot();
      });
    });
  }

  var snapshot = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "the global object of the other realm is collected");
  assert.sameValue(
    snapshot.run(function () { return variable.get(); }),
    "this realm",
    "the entry of this realm is still there"
  );
});
