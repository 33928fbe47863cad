// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  Returns the empty String if the option is absent.
info: |
  get AsyncContext.Variable.prototype.name

  The name getter returns the String that the name option was converted to.
features: [AsyncContext]
---*/

assert.sameValue(new AsyncContext.Variable().name, "", "no options");
assert.sameValue(new AsyncContext.Variable({}).name, "", "empty options");
assert.sameValue(
  new AsyncContext.Variable({ defaultValue: "default" }).name,
  "",
  "a default value is not a name"
);
