// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  A top-level for-await-of loop over an async generator of a run has its own body in the
  empty mapping.
info: |
  ExecuteModule ( )

  A module with top-level await runs in the empty mapping before and after the await.
includes: [compareArray.js]
flags: [module, async]
features: [AsyncContext, top-level-await, async-iteration]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

async function* generator() {
  yield variable.get();
  await null;
  yield variable.get();
}

for await (const value of variable.run("creation", generator)) {
  seen.push(value, variable.get());
}

assert.compareArray(
  seen,
  ["creation", "default", "creation", "default"],
  "mapping of the generator and of the body of the loop"
);
$DONE();
