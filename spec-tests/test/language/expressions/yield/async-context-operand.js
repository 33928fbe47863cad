// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  The operand of yield is evaluated in the mapping of the generator; a getter of the
  object that it yields is called in that of the consumer.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.

  The mapping of the caller is back when the generator yields.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield {
    data: variable.get(),
    get accessor() {
      return variable.get();
    },
  };
}

const iterator = variable.run("creation", generator);

variable.run("consumer", () => {
  const { data, accessor } = iterator.next().value;
  assert.sameValue(data, "creation", "data property");
  assert.sameValue(accessor, "consumer", "accessor property");
});
