// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  Returns a String also if the option was of another type.
info: |
  get AsyncContext.Variable.prototype.name

  The name getter returns the String that the name option was converted to.
features: [AsyncContext, BigInt]
---*/

[
  [undefined, "undefined"],
  [null, "null"],
  [true, "true"],
  [0, "0"],
  [-0, "0"],
  [NaN, "NaN"],
  [12.5, "12.5"],
  [12n, "12"],
  [["a", "b"], "a,b"],
  [{}, "[object Object]"],
  [new String("wrapped"), "wrapped"],
  [{ toString: function () { return "converted"; } }, "converted"],
  [{ toString: undefined, valueOf: function () { return 7; } }, "7"]
].forEach(function (pair) {
  assert.sameValue(
    new AsyncContext.Variable({ name: pair[0] }).name,
    pair[1],
    "converted to " + pair[1]
  );
});
