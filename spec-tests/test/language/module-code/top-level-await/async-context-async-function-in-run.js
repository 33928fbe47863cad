// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  A top-level await of the promise of an async function that was called in a run does not
  bring that run's mapping into the body.
info: |
  ExecuteModule ( )

  A module with top-level await runs in the empty mapping before and after the await.
flags: [module, async]
features: [AsyncContext, top-level-await, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const seen = await variable.run("run", async () => {
  await null;
  return variable.get();
});

assert.sameValue(seen, "run", "mapping of the async function after its await");
assert.sameValue(variable.get(), "default", "mapping of the body after its await");
$DONE();
