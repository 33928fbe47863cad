// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  A value that is set, captured and read back, and a default value, are not operated on.
info: |
  The state

  A mapping holds a value as it is and does nothing with it.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var log = [];
var value = new Proxy(function () {}, new Proxy({}, {
  get: function (target, trap) {
    log.push(trap);
  }
}));
var variable = new AsyncContext.Variable({ defaultValue: value });
var other = new AsyncContext.Variable();

var snapshot = variable.run(value, function () {
  return other.run(value, function () {
    return new AsyncContext.Snapshot();
  });
});
var same = snapshot.run(function () {
  return variable.get() === value && other.get() === value;
});
var isDefault = variable.get() === value;

assert.sameValue(same, true, "both values in the snapshot");
assert.sameValue(isDefault, true, "the default value");
assert.compareArray(log, [], "no trap was used");
