// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A generator that is resumed by the body of another one, also in a run there, runs in its
  own mapping and gives the other one its mapping back.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.

  The mapping of the caller is back when the generator yields.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

function* inner() {
  while (true) {
    seen.push("inner: " + variable.get());
    yield;
  }
}
const second = variable.run("second", inner);

function* outer() {
  variable.run("run in body", () => {
    second.next();
    seen.push("run: " + variable.get());
  });
  seen.push("outer: " + variable.get());
  yield;
  second.next();
  seen.push("outer: " + variable.get());
}
const first = variable.run("first", outer);

first.next();
variable.run("resumption", () => {
  first.next();
  seen.push("caller: " + variable.get());
});

assert.compareArray(
  seen,
  [
    "inner: second",
    "run: run in body",
    "outer: first",
    "inner: second",
    "outer: first",
    "caller: resumption",
  ],
  "mapping of each body, of the run and of the caller"
);
