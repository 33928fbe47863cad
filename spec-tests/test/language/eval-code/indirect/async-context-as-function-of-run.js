// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performeval
description: >
  Eval that is the function of a run is an indirect eval in the mapping of the run.
info: |
  PerformEval ( x, strictCaller, direct )

  Evaluated code runs in the current mapping.
features: [AsyncContext, globalThis]
---*/

globalThis.variable = new AsyncContext.Variable({ defaultValue: "default" });

assert.sameValue(globalThis.variable.run("run", eval, "variable.get()"), "run", "in the run");
assert.sameValue(globalThis.variable.get(), "default", "outside");
