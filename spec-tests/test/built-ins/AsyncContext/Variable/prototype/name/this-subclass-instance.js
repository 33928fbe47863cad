// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  The getter works on an instance of a subclass, also through super.
info: |
  get AsyncContext.Variable.prototype.name

  The name getter returns the String that the name option was converted to.
features: [AsyncContext]
---*/

class Sub extends AsyncContext.Variable {
  get name() {
    return "sub:" + super.name;
  }
}
class Plain extends AsyncContext.Variable {}

assert.sameValue(new Sub({ name: "name" }).name, "sub:name", "a getter that uses super");
assert.sameValue(new Plain({ name: "name" }).name, "name", "an inherited getter");
