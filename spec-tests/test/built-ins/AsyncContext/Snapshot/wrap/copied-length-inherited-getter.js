// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  An inherited getter of the length is not called
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The length is copied only if HasOwnProperty finds it on the function itself.
features: [AsyncContext]
---*/

let calls = 0;
const fn = function() {};
delete fn.length;
Object.setPrototypeOf(fn, {
  get length() {
    calls += 1;
    return 7;
  }
});

assert.sameValue(AsyncContext.Snapshot.wrap(fn).length, 0, "length of the wrapped function");
assert.sameValue(calls, 0, "the getter is not called");
