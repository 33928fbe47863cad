// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A generator that is resumed by a promise reaction runs in its own mapping and leaves the
  reaction in its own.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.

  The mapping of the caller is back when the generator yields.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, generators, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);
  let after;

  const value = await variable.run("then", () =>
    Promise.resolve().then(() => {
      const result = iterator.next();
      after = variable.get();
      return result.value;
    })
  );

  assert.sameValue(value, "creation", "mapping of the body");
  assert.sameValue(after, "then", "mapping of the handler after next()");
});
