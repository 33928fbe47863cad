// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The methods of an iterator that a for-of statement, a spread and a destructuring
  pattern call during the run see the value.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  During the call the variable has the given value, whatever type it is of.
includes: [compareArray.js]
features: [AsyncContext, Symbol.iterator, destructuring-binding]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var seen = [];
var iterable = variable.run("creation", function () {
  return {
    [Symbol.iterator]() {
      seen.push("@@iterator " + variable.get());
      return this;
    },
    next: function () {
      seen.push("next " + variable.get());
      return { value: 1, done: false };
    },
    return: function () {
      seen.push("return " + variable.get());
      return {};
    }
  };
});

variable.run("loop", function () {
  for (var item of iterable) {
    break;
  }
});
assert.compareArray(seen, ["@@iterator loop", "next loop", "return loop"], "a for-of statement");

seen = [];
variable.run("pattern", function () {
  var [item] = iterable;
});
assert.compareArray(seen, ["@@iterator pattern", "next pattern", "return pattern"], "a pattern");

seen = [];
var count = 0;
var finite = {
  [Symbol.iterator]() {
    seen.push("@@iterator " + variable.get());
    return {
      next: function () {
        seen.push("next " + variable.get());
        return { value: count, done: count++ === 1 };
      }
    };
  }
};
variable.run("spread", function () {
  [...finite];
});
assert.compareArray(seen, ["@@iterator spread", "next spread", "next spread"], "a spread");
