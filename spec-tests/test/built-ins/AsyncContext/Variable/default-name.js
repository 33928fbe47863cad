// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  The name without a name option.
info: |
  AsyncContext.Variable ( options )

  The name defaults to the empty String.
features: [AsyncContext]
---*/

assert.sameValue(new AsyncContext.Variable().name, "", "no argument");
assert.sameValue(new AsyncContext.Variable(undefined).name, "", "undefined");
assert.sameValue(new AsyncContext.Variable({}).name, "", "empty options");
assert.sameValue(new AsyncContext.Variable({ defaultValue: "value" }).name, "", "only a default value");

class Named extends AsyncContext.Variable {}
assert.sameValue(new Named().name, "", "the name of a subclass is not used");
