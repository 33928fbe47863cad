// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The space of the prefix stays if the name of the function is empty
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The name is "wrapped " followed by the name of the function, which Get finds
  also when it is inherited.
features: [AsyncContext]
---*/

assert.sameValue(AsyncContext.Snapshot.wrap(function() {}).name, "wrapped ", "a function");
assert.sameValue(AsyncContext.Snapshot.wrap(() => {}).name, "wrapped ", "an arrow function");
assert.sameValue(AsyncContext.Snapshot.wrap(class {}).name, "wrapped ", "a class");
