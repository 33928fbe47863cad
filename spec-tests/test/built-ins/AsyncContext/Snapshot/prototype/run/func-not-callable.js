// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A missing function and anything that is not callable throws, and the caller
  keeps its mapping
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  A function of a snapshot run that is not callable throws a TypeError, and
  the mapping of the caller is restored.
features: [AsyncContext, Proxy, Symbol, BigInt]
---*/

const variable = new AsyncContext.Variable();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());

variable.run("current", function() {
  function refuses(func, what) {
    assert.throws(TypeError, () => snapshot.run(func, "argument"), "func is " + what);
    assert.sameValue(variable.get(), "current", "value afterwards, func is " + what);
  }

  assert.throws(TypeError, () => snapshot.run(), "func is missing");
  assert.sameValue(variable.get(), "current", "value afterwards, func is missing");
  refuses(undefined, "undefined");
  refuses(null, "null");
  refuses(true, "a boolean");
  refuses(1, "a number");
  refuses(1n, "a bigint");
  refuses("func", "a string");
  refuses(Symbol("func"), "a symbol");
  refuses({}, "an object");
  refuses({ call() {}, apply() {} }, "an object with call and apply");
  refuses([function() {}], "an array");
  refuses(/func/, "a regular expression");
  refuses(new Proxy({}, { apply() {} }), "a Proxy of an object");
  refuses(snapshot, "a snapshot");
});
