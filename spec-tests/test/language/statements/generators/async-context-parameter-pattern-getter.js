// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  Getters that a destructuring parameter calls see the mapping of the caller of the
  generator function.
info: |
  GeneratorStart ( generator, generatorBody )

  Default parameters are evaluated by the call of the generator function, in the mapping
  of the caller.
features: [AsyncContext, generators, destructuring-binding]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const source = {
  get property() {
    return variable.get();
  },
};

function* generator({ property }) {
  yield property;
}

const iterator = variable.run("creation", () => generator(source));

assert.sameValue(
  variable.run("resumption", () => iterator.next().value),
  "creation",
  "the pattern is bound by the call, not by the first next()"
);
