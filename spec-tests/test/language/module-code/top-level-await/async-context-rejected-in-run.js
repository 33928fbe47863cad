// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  The catch block around a top-level await of a promise that is rejected in a run is in
  the empty mapping.
info: |
  ExecuteModule ( )

  A module with top-level await runs in the empty mapping before and after the await.
flags: [module, async]
features: [AsyncContext, top-level-await]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
let caught;

const promise = variable.run("creation", () => Promise.resolve().then(() => {
  throw variable.get();
}));

try {
  await promise;
} catch (error) {
  caught = error;
  assert.sameValue(variable.get(), "default", "mapping of the catch block");
}

assert.sameValue(caught, "creation", "the promise was rejected in the run");
assert.sameValue(variable.get(), "default", "mapping after the try statement");
$DONE();
