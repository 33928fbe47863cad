// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  A snapshot holds the values of all variables that are set, however many
info: |
  The AsyncContext.Snapshot constructor

  A snapshot holds the mapping that is current at its construction.
features: [AsyncContext]
---*/

const variables = [];
for (let i = 0; i < 50; i++) {
  variables.push(new AsyncContext.Variable());
}

let snapshot;
function nest(depth) {
  if (depth === variables.length) {
    snapshot = new AsyncContext.Snapshot();
  } else {
    variables[depth].run(depth, nest, depth + 1);
  }
}
nest(0);

let checked = 0;
snapshot.run(function() {
  for (let i = 0; i < variables.length; i++) {
    assert.sameValue(variables[i].get(), i, "variable " + i);
    checked += 1;
  }
});
assert.sameValue(checked, 50, "all variables were looked at");
