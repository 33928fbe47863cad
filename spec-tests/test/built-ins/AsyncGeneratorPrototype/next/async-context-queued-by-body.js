// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A request that the body makes of its own generator, in a run, is queued and resumes the
  body in the mapping of the generator.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  Requests that were queued from several mappings all resume the body of an async
  generator in its own mapping.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  let iterator;
  let queued;

  async function* generator() {
    queued = variable.run("in body", () => iterator.next());
    yield variable.get();
    yield variable.get();
  }
  iterator = variable.run("creation", generator);

  const first = await variable.run("resumption", () => iterator.next());
  assert.sameValue(first.value, "creation", "first request");
  assert.sameValue((await queued).value, "creation", "request that the body queued");
});
