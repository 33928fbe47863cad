// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Callbacks that a built-in function calls during the run see the value.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  During the call the variable has the given value, whatever type it is of.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable();
var seen = [];

variable.run("set", function () {
  [0].map(function () { seen.push("map " + variable.get()); });
  [2, 1].sort(function () { seen[1] = "sort " + variable.get(); return 0; });
  "x".replace("x", function () { seen.push("replace " + variable.get()); return ""; });
  JSON.parse("0", function () { seen.push("parse " + variable.get()); });
  new Map([[0, 0]]).forEach(function () { seen.push("forEach " + variable.get()); });
  new Promise(function () { seen.push("executor " + variable.get()); });
});

assert.compareArray(
  seen,
  ["map set", "sort set", "replace set", "parse set", "forEach set", "executor set"],
  "every callback runs in the mapping of the run"
);
