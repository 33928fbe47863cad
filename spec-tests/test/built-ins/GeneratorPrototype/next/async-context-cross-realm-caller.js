// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A generator that is resumed by a function of another realm runs in its own mapping, and
  that function has the mapping of its caller back.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.

  The mapping of the caller is back when the generator yields.
features: [AsyncContext, generators, cross-realm]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const other = $262.createRealm();

const resume = other.evalScript(
  "(function (iterator, variable) { return iterator.next().value + ', ' + variable.get(); })"
);

function* generator() {
  yield variable.get();
}

const iterator = variable.run("creation", generator);

assert.sameValue(
  variable.run("resumption", resume, iterator, variable),
  "creation, resumption",
  "mapping of the body and of the function of the other realm after next()"
);
