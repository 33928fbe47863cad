// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  After a top-level await of a promise that was made in one run and resolved in another,
  the body is in the empty mapping.
info: |
  ExecuteModule ( )

  A module with top-level await runs in the empty mapping before and after the await.
flags: [module, async]
features: [AsyncContext, top-level-await]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

let resolve;
const promise = variable.run("creation", () => new Promise((f) => {
  resolve = f;
}));
variable.run("resolution", () => Promise.resolve().then(() => resolve("value")));

assert.sameValue(variable.get(), "default", "before the await");
assert.sameValue(await promise, "value", "result of the await");
assert.sameValue(variable.get(), "default", "after the await");
$DONE();
