// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  Snapshots of mappings with many variables stay as they are when each variable is set
  anew.
info: |
  The state

  A mapping is immutable: a later extent never changes what an earlier capture holds.
  A mapping holds one value for each variable, and setting one variable leaves the
  others as they are.
features: [AsyncContext]
---*/

var variables = [];
for (var i = 0; i < 100; i++) {
  variables.push(new AsyncContext.Variable({ defaultValue: "default" }));
}

// Sets all variables from `index` on to `value`, and calls `func` in that.
function setAll(value, func, index) {
  index = index || 0;
  if (index === variables.length) {
    return func();
  }
  return variables[index].run(value, setAll, value, func, index + 1);
}
function count(value) {
  return variables.filter(function (variable) {
    return variable.get() === value;
  }).length;
}
function take() {
  return new AsyncContext.Snapshot();
}

var first = setAll("first", take);
var second = first.run(function () {
  return setAll("second", take);
});
var single = variables.map(function (variable) {
  return first.run(function () {
    return variable.run("single", take);
  });
});

first.run(function () {
  assert.sameValue(count("first"), 100, "the first snapshot");
});
second.run(function () {
  assert.sameValue(count("second"), 100, "the second snapshot");
});
single.forEach(function (snapshot, index) {
  snapshot.run(function () {
    assert.sameValue(variables[index].get(), "single", "the variable that was set " + index);
    assert.sameValue(count("first"), 99, "the others are as in the first snapshot " + index);
  });
});
assert.sameValue(count("default"), 100, "outside");
