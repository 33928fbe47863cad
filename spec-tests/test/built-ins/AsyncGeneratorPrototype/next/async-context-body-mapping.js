// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  Every next(), from whatever mapping, resumes the body in the mapping of the async
  generator.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping on every resumption by next,
  return and throw.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  while (true) {
    yield variable.get();
  }
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);
  const seen = [];

  for (const name of ["first", "second"]) {
    seen.push((await variable.run(name, () => iterator.next())).value);
  }
  seen.push((await iterator.next()).value);

  assert.compareArray(seen, ["creation", "creation", "creation"], "mapping of the body");
});
