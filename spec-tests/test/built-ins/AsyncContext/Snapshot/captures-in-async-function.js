// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  A snapshot made after an await holds the mapping in which the function goes
  on
info: |
  The AsyncContext.Snapshot constructor

  A snapshot holds the mapping that is current at its construction.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function captureLater() {
  await undefined;
  return new AsyncContext.Snapshot();
}

asyncTest(async function() {
  const promise = variable.run("captured", captureLater);
  const snapshot = await variable.run("other", () => promise);
  assert.sameValue(variable.get(), "default", "the awaiting function has its own mapping");
  assert.sameValue(snapshot.run(() => variable.get()), "captured", "value in the snapshot");
});
