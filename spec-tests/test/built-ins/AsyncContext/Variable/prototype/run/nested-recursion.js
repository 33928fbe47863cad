// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  A recursive function through run sees the value of its own level on the way in and
  out.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A nested run of the same variable shadows the outer value for its extent only.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: 0 });
var deepest = 0;

function descend(level) {
  assert.sameValue(variable.get(), level, "on the way in at level " + level);
  deepest = level;
  if (level < 60) {
    variable.run(level + 1, descend, level + 1);
  }
  assert.sameValue(variable.get(), level, "on the way out at level " + level);
}

descend(0);
assert.sameValue(deepest, 60, "all levels are reached");
