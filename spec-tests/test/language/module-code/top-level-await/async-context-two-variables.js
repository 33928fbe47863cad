// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  After a top-level await no variable is set that the code which resolved it had set.
info: |
  ExecuteModule ( )

  A module with top-level await runs in the empty mapping before and after the await.
flags: [module, async]
features: [AsyncContext, top-level-await]
---*/

const first = new AsyncContext.Variable({ defaultValue: "no first" });
const second = new AsyncContext.Variable({ defaultValue: "no second" });

let resolve;
const promise = first.run("1", () => new Promise((f) => {
  resolve = f;
}));
Promise.resolve().then(() => first.run("1", () => second.run("2", resolve)));

await promise;
assert.sameValue(first.get(), "no first", "first variable");
assert.sameValue(second.get(), "no second", "second variable");
$DONE();
