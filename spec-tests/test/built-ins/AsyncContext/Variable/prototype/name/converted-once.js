// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  The option is read and converted at the construction, not by the getter.
info: |
  get AsyncContext.Variable.prototype.name

  The name getter returns the String that the name option was converted to.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var log = [];
var options = {
  get name() {
    log.push("read");
    return {
      toString: function () {
        log.push("convert");
        return "name " + log.length;
      }
    };
  }
};
var variable = new AsyncContext.Variable(options);
assert.compareArray(log, ["read", "convert"], "the construction reads and converts");

assert.sameValue(variable.name, "name 2", "the name");
Object.defineProperty(options, "name", { value: "changed" });
assert.sameValue(variable.name, "name 2", "the same name after a change of the options");
assert.compareArray(log, ["read", "convert"], "the getter does neither");
