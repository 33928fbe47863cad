// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  Spreading a generator into an array literal or into arguments runs its body in the
  mapping of the generator.
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

const elements = variable.run("creation", generator);
const args = variable.run("creation", generator);

variable.run("spread", () => {
  assert.compareArray(
    [...elements, variable.get()],
    ["creation", "creation", "spread"],
    "array literal"
  );
  assert.compareArray(
    Array.of(...args, variable.get()),
    ["creation", "creation", "spread"],
    "arguments"
  );
});
