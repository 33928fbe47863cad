// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A snapshot that is made in the body of a generator holds the mapping of the generator,
  not that of the resumer.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield new AsyncContext.Snapshot();
}

const iterator = variable.run("creation", generator);
const snapshot = variable.run("resumption", () => iterator.next().value);

assert.sameValue(
  variable.run("caller", () => snapshot.run(() => variable.get())),
  "creation",
  "mapping of the snapshot"
);
