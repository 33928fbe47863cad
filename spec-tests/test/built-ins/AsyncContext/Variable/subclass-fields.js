// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  Fields of a subclass are added to the variable that super returns.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable can be subclassed.
features: [AsyncContext, class-fields-private, class-fields-public]
---*/

class Tagged extends AsyncContext.Variable {
  tag = this.name + "!";
  #secret = this.get();
  secret() {
    return this.#secret;
  }
}

var variable = new Tagged({ name: "tagged", defaultValue: 42 });
assert.sameValue(variable.tag, "tagged!", "a public field, whose initializer sees the variable");
assert.sameValue(variable.secret(), 42, "a private field, whose initializer sees the variable");
assert.sameValue(
  Object.prototype.hasOwnProperty.call(variable, "tag"), true,
  "a public field is an own property of the variable"
);
