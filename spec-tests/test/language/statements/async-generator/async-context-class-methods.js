// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  Prototype and static async generator methods of a class capture when they are called.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const C = variable.run("definition", () => {
  return class {
    async *method() {
      yield variable.get();
    }
    static async *staticMethod() {
      yield variable.get();
    }
  };
});
const instance = variable.run("construction", () => new C());

asyncTest(async function () {
  const method = variable.run("method", () => instance.method());
  const staticMethod = variable.run("static", () => C.staticMethod());

  const first = await variable.run("resumption", () => method.next());
  assert.sameValue(first.value, "method", "prototype method");
  const second = await variable.run("resumption", () => staticMethod.next());
  assert.sameValue(second.value, "static", "static method");
});
