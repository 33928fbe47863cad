// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  A variable that is not set has its default value, whichever and however many others
  are set.
info: |
  AsyncContext.Variable.prototype.get ( )

  The default value is returned if the variable is not set.
features: [AsyncContext]
---*/

const variables = [];
for (let index = 0; index < 150; index++) {
  variables.push(new AsyncContext.Variable({ defaultValue: "default " + index }));
}

function setAll(indices, func) {
  const call = indices.reduce(
    (inner, index) => () => variables[index].run("value " + index, inner),
    func
  );
  return call();
}

let extents = 0;
for (const step of [1, 2, 3, 7, 8, 9, 16, 64]) {
  const set = [];
  for (let index = step; set.length < 40 && index < variables.length; index += step) {
    set.push(index);
  }
  setAll(set, () => {
    extents++;
    variables.forEach((variable, index) => {
      assert.sameValue(
        variable.get(),
        (set.includes(index) ? "value " : "default ") + index,
        "variable " + index + " while every one of " + set.length + ", " + step + " apart, is set"
      );
    });
  });
}
assert.sameValue(extents, 8, "number of extents");
