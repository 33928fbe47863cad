// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  The body of a module, here the one of the test, runs in the empty mapping, and does so
  again after a run in it.
info: |
  ExecuteModule ( )

  Every module body runs in the empty mapping.
flags: [module]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

assert.sameValue(variable.get(), "default", "before the run");
assert.sameValue(variable.run("run", () => variable.get()), "run", "in the run");
assert.sameValue(variable.get(), "default", "after the run");
