// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator function that was wrapped by AsyncContext.Snapshot.wrap creates its
  generators in the mapping of the wrap.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  const wrapped = variable.run("wrap", () =>
    AsyncContext.Snapshot.wrap(async function* () {
      await null;
      yield variable.get();
    })
  );
  const iterator = variable.run("caller", () => wrapped());
  const result = await variable.run("resumption", () => iterator.next());

  assert.sameValue(result.value, "wrap", "mapping of the body after an await");
});
