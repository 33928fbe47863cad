// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  The options are read by the constructor only, not by get or name, and may
  change afterwards.
info: |
  AsyncContext.Variable ( options )

  The defaultValue option is always read with Get, whether it is present or not.
  The name option is read with HasProperty, and only if it is present with Get.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var log = [];
var options = {
  get name() {
    log.push("name");
    return "name " + log.length;
  },
  get defaultValue() {
    log.push("defaultValue");
    return "default " + log.length;
  }
};

var variable = new AsyncContext.Variable(options);
assert.compareArray(log, ["name", "defaultValue"], "each option is read once by the constructor");

Object.defineProperty(options, "name", { value: "changed" });
Object.defineProperty(options, "defaultValue", { value: "changed" });
assert.sameValue(variable.name, "name 1", "the name is kept");
assert.sameValue(variable.get(), "default 2", "the default value is kept");
assert.sameValue(variable.run("value", function() {
  return variable.get();
}), "value", "the variable can be run");
assert.sameValue(variable.get(), "default 2", "the default value is kept after a run");
assert.sameValue(log.length, 2, "the getters were not called again");
