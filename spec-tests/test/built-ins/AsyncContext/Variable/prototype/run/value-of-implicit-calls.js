// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Accessors, conversions, Proxy traps and constructors that are called during the run
  see the value.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  During the call the variable has the given value, whatever type it is of.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var variable = new AsyncContext.Variable();
var seen = [];
function note(what) {
  seen.push(what + " " + variable.get());
}

var object = {
  get getter() { note("getter"); },
  set setter(value) { note("setter"); },
  valueOf: function () { note("valueOf"); return 0; },
  toString: function () { note("toString"); return ""; },
  toJSON: function () { note("toJSON"); }
};
var proxy = new Proxy({}, {
  has: function () { note("has"); return false; }
});
class C {
  constructor() { note("constructor"); }
}
function tag() {
  note("tag");
}

variable.run("set", function () {
  object.getter;
  object.setter = 1;
  +object;
  String(object);
  JSON.stringify(object);
  "key" in proxy;
  new C();
  tag``;
});

assert.compareArray(seen, [
  "getter set",
  "setter set",
  "valueOf set",
  "toString set",
  "toJSON set",
  "has set",
  "constructor set",
  "tag set"
], "every implicit call runs in the mapping of the run");
