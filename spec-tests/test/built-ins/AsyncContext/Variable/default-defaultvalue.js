// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  The default value without a defaultValue option.
info: |
  AsyncContext.Variable ( options )

  The default value defaults to undefined.
features: [AsyncContext]
---*/

assert.sameValue(new AsyncContext.Variable().get(), undefined, "no argument");
assert.sameValue(new AsyncContext.Variable(null).get(), undefined, "null");
assert.sameValue(new AsyncContext.Variable({}).get(), undefined, "empty options");
assert.sameValue(new AsyncContext.Variable({ name: "name" }).get(), undefined, "only a name");
assert.sameValue(
  new AsyncContext.Variable({ value: 1, default: 2, DefaultValue: 3 }).get(), undefined,
  "only properties of other names"
);
