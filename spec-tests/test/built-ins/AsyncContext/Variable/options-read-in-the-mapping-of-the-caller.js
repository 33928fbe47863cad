// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  The getters of the options and the conversion of the name see the value of a run
  around the construction.
info: |
  AsyncContext.Variable ( options )

  The steps that read the options run in the mapping of the caller.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var outer = new AsyncContext.Variable({ defaultValue: "default" });
var seen = [];
var options = {
  get name() {
    seen.push("name " + outer.get());
    return {
      toString: function() {
        seen.push("toString " + outer.get());
        return "";
      }
    };
  },
  get defaultValue() {
    seen.push("defaultValue " + outer.get());
  }
};

outer.run("caller", function() {
  new AsyncContext.Variable(options);
});
new AsyncContext.Variable(options);

assert.compareArray(seen, [
  "name caller", "toString caller", "defaultValue caller",
  "name default", "toString default", "defaultValue default"
], "each step of both constructions");
