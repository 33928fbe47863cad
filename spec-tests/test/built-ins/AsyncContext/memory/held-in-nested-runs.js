// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  Collections in the middle of nested runs lose no value of a reachable variable.
info: |
  Memory

  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [compareArray.js]
features: [AsyncContext, FinalizationRegistry, host-gc-required]
---*/

var variables = [];
for (var i = 0; i < 20; i++) {
  variables.push(new AsyncContext.Variable());
}
function read() {
  return variables.map(function (variable) {
    return variable.get().index;
  });
}
function nest(index) {
  $262.gc();
  if (index === variables.length) {
    return read();
  }
  return variables[index].run({ index: index }, nest, index + 1);
}

assert.compareArray(
  nest(0),
  variables.map(function (variable, index) { return index; }),
  "every value is still there"
);
