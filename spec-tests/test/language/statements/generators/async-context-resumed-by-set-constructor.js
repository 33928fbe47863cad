// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A built-in that consumes a generator resumes it in its own mapping and calls other
  functions, here add, in that of its caller.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  A generator resumed by for-of, spread, destructuring or Array.from runs in its own
  mapping.
includes: [compareArray.js]
features: [AsyncContext, generators, Set]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

class Recorder extends Set {
  add(value) {
    seen.push(value, variable.get());
    return super.add(value);
  }
}

function* generator() {
  yield "1 " + variable.get();
  yield "2 " + variable.get();
}

const iterator = variable.run("creation", generator);
variable.run("caller", () => new Recorder(iterator));

assert.compareArray(
  seen,
  ["1 creation", "caller", "2 creation", "caller"],
  "mapping of the body and of the add method"
);
