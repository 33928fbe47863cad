// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  What the constructor of a subclass passes to super are the options.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable can be subclassed.
features: [AsyncContext]
---*/

class Named extends AsyncContext.Variable {
  constructor(name, defaultValue) {
    super({ name: name, defaultValue: defaultValue });
    this.own = true;
  }
}

var variable = new Named("given", "default");
assert.sameValue(variable.name, "given", "the name of the options of super");
assert.sameValue(variable.get(), "default", "the default value of the options of super");
assert.sameValue(variable.own, true, "this in the constructor is the variable");

class Bare extends AsyncContext.Variable {
  constructor() {
    super();
  }
}

variable = new Bare({ name: "ignored", defaultValue: "ignored" });
assert.sameValue(variable.name, "", "super without options: the name");
assert.sameValue(variable.get(), undefined, "super without options: the default value");
