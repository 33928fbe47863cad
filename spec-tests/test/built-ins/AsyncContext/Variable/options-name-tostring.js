// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  Names of every type but Symbol are converted with ToString.
info: |
  AsyncContext.Variable ( options )

  The name option is converted with ToString, which throws for a Symbol.
features: [AsyncContext, BigInt]
---*/

[
  ["", ""],
  ["text", "text"],
  ["\uD800", "\uD800"],
  [null, "null"],
  [false, "false"],
  [12, "12"],
  [-0, "0"],
  [NaN, "NaN"],
  [1e21, "1e+21"],
  [10n, "10"],
  [[], ""],
  [["a", ["b", "c"]], "a,b,c"],
  [{}, "[object Object]"],
  [new String("boxed"), "boxed"]
].forEach(function(pair) {
  var name = new AsyncContext.Variable({ name: pair[0] }).name;
  assert.sameValue(typeof name, "string", "the type of the name for " + pair[1]);
  assert.sameValue(name, pair[1], "the name for " + pair[1]);
});
