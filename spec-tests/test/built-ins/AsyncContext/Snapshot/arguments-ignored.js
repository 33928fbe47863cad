// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The constructor does not look at its arguments
info: |
  The AsyncContext.Snapshot constructor

  AsyncContext.Snapshot is a constructor whose prototype is
  %Function.prototype%.
features: [AsyncContext, Proxy]
---*/

const variable = new AsyncContext.Variable();
let operations = 0;
const observer = new Proxy(function() {
  operations += 1;
}, new Proxy({}, {
  get() {
    operations += 1;
    return undefined;
  }
}));

const snapshot = variable.run("captured", function() {
  return new AsyncContext.Snapshot(observer, observer);
});

assert.sameValue(operations, 0, "nothing was done with the arguments");
assert.sameValue(snapshot.run(() => variable.get()), "captured", "the mapping was captured");
