// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A variable that is set to undefined at the creation is undefined in the body, not the
  default and not the value of the resumer.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
}

const iterator = variable.run(undefined, generator);
const result = variable.run("resumption", () => iterator.next());

assert.sameValue(result.value, undefined, "value of the variable in the body");
assert.sameValue(result.done, false, "the value was yielded");
