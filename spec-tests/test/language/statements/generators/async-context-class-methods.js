// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  Prototype, static and private generator methods of a class capture when they are called,
  not when the class is evaluated.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators, class-methods-private]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const C = variable.run("definition", () => {
  return class {
    *method() {
      yield variable.get();
    }
    static *staticMethod() {
      yield variable.get();
    }
    *#privateMethod() {
      yield variable.get();
    }
    callPrivate() {
      return this.#privateMethod();
    }
  };
});
const instance = variable.run("construction", () => new C());

function resume(iterator) {
  return variable.run("resumption", () => iterator.next().value);
}

assert.sameValue(resume(variable.run("creation", () => instance.method())), "creation", "method");
assert.sameValue(
  resume(variable.run("static", () => C.staticMethod())),
  "static",
  "static method"
);
assert.sameValue(
  resume(variable.run("private", () => instance.callPrivate())),
  "private",
  "private method"
);
