// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  Default parameters are evaluated once, by the call of the generator function, and see
  the mapping of the caller.
info: |
  GeneratorStart ( generator, generatorBody )

  Default parameters are evaluated by the call of the generator function, in the mapping
  of the caller.
includes: [compareArray.js]
features: [AsyncContext, generators, default-parameters]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const log = [];

function* generator(parameter = log.push("parameter " + variable.get())) {
  log.push("body " + variable.get());
  yield;
}

const iterator = variable.run("creation", () => generator());
assert.compareArray(log, ["parameter creation"], "evaluated by the call, before any next()");

variable.run("resumption", () => iterator.next());
assert.compareArray(
  log,
  ["parameter creation", "body creation"],
  "the body follows in the same mapping and the parameter is not evaluated again"
);
