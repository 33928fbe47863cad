// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  An inner value of undefined shadows the outer value as any other value does.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A nested run of the same variable shadows the outer value for its extent only.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });

var seen = variable.run("outer", function () {
  return [
    variable.run(undefined, function () { return variable.get(); }),
    variable.get()
  ];
});

assert.compareArray(seen, [undefined, "outer"], "undefined inside, the outer value afterwards");
