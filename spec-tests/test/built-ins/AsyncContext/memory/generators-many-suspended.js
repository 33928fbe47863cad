// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  Suspended generators of many mappings keep the values of their own over a collection.
info: |
  Memory

  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
features: [AsyncContext, generators, FinalizationRegistry, host-gc-required]
---*/

var variable = new AsyncContext.Variable();
function* g() {
  yield variable.get().index;
  yield variable.get().index;
}
var generators = [];
for (var i = 0; i < 200; i++) {
  generators.push(variable.run({ index: i }, g));
}

generators.forEach(function (generator, index) {
  var seen = variable.run({ index: -1 }, function () { return generator.next().value; });
  assert.sameValue(seen, index, "before the collection, generator " + index);
});
$262.gc();
generators.forEach(function (generator, index) {
  assert.sameValue(generator.next().value, index, "after the collection, generator " + index);
});
