// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  Array.from runs the body of a generator in the mapping of the generator and the map
  function in that of its caller.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  A generator resumed by for-of, spread, destructuring or Array.from runs in its own
  mapping.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
  yield variable.get();
}

const iterator = variable.run("creation", generator);
const list = variable.run("caller", () =>
  Array.from(iterator, (value) => value + ", " + variable.get())
);

assert.compareArray(
  list,
  ["creation, caller", "creation, caller"],
  "mapping of the body and of the map function"
);
