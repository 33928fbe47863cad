// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  An async function goes on in the mapping of the snapshot, the caller at once
  in its own
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  During the call the current mapping is the one of the snapshot, for every
  variable.

  The mapping of the caller is restored when the function returns.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());

asyncTest(async function() {
  const log = [];
  const promise = variable.run("caller", function() {
    const result = snapshot.run(async function() {
      log.push("start " + variable.get());
      await undefined;
      log.push("after await " + variable.get());
    });
    log.push("caller " + variable.get());
    return result;
  });
  await promise;
  log.push("end " + variable.get());

  assert.compareArray(
    log,
    ["start captured", "caller caller", "after await captured", "end default"],
    "values in order"
  );
});
