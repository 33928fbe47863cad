// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  Returns undefined if the variable is not set and was given no default value.
info: |
  AsyncContext.Variable.prototype.get ( )

  The default value is returned if the variable is not set.
features: [AsyncContext]
---*/

assert.sameValue(new AsyncContext.Variable().get(), undefined, "no options");
assert.sameValue(new AsyncContext.Variable({}).get(), undefined, "empty options");
assert.sameValue(
  new AsyncContext.Variable({ defaultValue: undefined }).get(),
  undefined,
  "an undefined default value"
);
assert.sameValue(
  new AsyncContext.Variable({ name: "name" }).get(),
  undefined,
  "a name is not a default value"
);
