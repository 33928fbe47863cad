// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performeval
description: >
  The caller of an indirect eval has its own mapping back when the evaluated code throws
  out of a run and when it cannot be parsed.
info: |
  PerformEval ( x, strictCaller, direct )

  Evaluated code runs in the current mapping.
features: [AsyncContext, globalThis]
---*/

var indirect = eval;
globalThis.variable = new AsyncContext.Variable({ defaultValue: "default" });

assert.sameValue(
  globalThis.variable.run("run", function () { return indirect("variable.get()"); }),
  "run",
  "the mapping of the evaluated code"
);
var reached = false;
globalThis.variable.run("caller", function () {
  assert.throws(EvalError, function () {
    indirect("variable.run('inner', function () { throw new EvalError(); })");
  }, "the code throws out of a run");
  assert.sameValue(globalThis.variable.get(), "caller", "after the exception");
  assert.throws(SyntaxError, function () {
    indirect("%");
  }, "the code cannot be parsed");
  assert.sameValue(globalThis.variable.get(), "caller", "after the error");
  reached = true;
});
assert.sameValue(reached, true, "both cases were tried");
assert.sameValue(globalThis.variable.get(), "default", "outside");
