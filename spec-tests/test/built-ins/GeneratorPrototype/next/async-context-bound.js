// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A bound next method that run calls as its function resumes the body in the mapping of
  the generator.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  const sent = yield variable.get();
  yield sent + " " + variable.get();
}

const iterator = variable.run("creation", generator);
const next = variable.run("bind", () => iterator.next.bind(iterator));

assert.compareArray(
  [variable.run("first", next).value, variable.run("second", next, "sent").value],
  ["creation", "sent creation"],
  "mapping of the body at each call"
);
