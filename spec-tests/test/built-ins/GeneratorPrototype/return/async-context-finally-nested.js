// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  All of the nested finally blocks that return() runs are in the mapping of the generator,
  also after a run in one of them.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

function* generator() {
  try {
    try {
      yield;
    } finally {
      variable.run("inside", () => seen.push(variable.get()));
      seen.push(variable.get());
    }
  } finally {
    seen.push(variable.get());
  }
}

const iterator = variable.run("creation", generator);
variable.run("start", () => iterator.next());
variable.run("closing", () => iterator.return());

assert.compareArray(
  seen,
  ["inside", "creation", "creation"],
  "mapping of the run, of the inner and of the outer finally block"
);
