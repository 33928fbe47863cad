// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A run in the body of a generator is over before the next yield, and its value is not
  seen after the resumption.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  A run inside the body of a generator is over before a yield, so the mapping at each
  yield is that of its creation.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.run("in body", () => variable.get());
  yield variable.get();
}

const iterator = variable.run("creation", generator);

assert.compareArray(
  [iterator.next().value, variable.run("resumption", () => iterator.next().value)],
  ["in body", "creation"],
  "mapping of the run and of the body after it"
);
