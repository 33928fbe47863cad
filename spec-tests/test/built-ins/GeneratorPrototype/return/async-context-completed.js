// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A return() of a generator that is done leaves the caller in its mapping.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator returns.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {}

const iterator = variable.run("creation", generator);
iterator.next();

variable.run("caller", () => {
  assert.sameValue(iterator.return("result").value, "result", "value of the result");
  assert.sameValue(variable.get(), "caller", "mapping of the caller");
});
