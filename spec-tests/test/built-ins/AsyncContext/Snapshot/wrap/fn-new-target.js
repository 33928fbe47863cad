// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The wrapped function calls and never constructs, so that new.target is
  undefined
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function is not a constructor and has no prototype property.
features: [AsyncContext, new.target]
---*/

let calls = 0;
const wrapped = AsyncContext.Snapshot.wrap(function() {
  calls += 1;
  assert.sameValue(new.target, undefined, "new.target in the function");
});

wrapped();
wrapped.call(Object.create(wrapped));
assert.sameValue(calls, 2, "the function was called");
