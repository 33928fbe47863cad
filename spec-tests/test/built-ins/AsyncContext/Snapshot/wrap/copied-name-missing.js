// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A function without any name gives the prefix alone
info: |
  AsyncContext.Snapshot.wrap ( fn )

  A name that is not a String is copied as the empty String.
features: [AsyncContext]
---*/

const fn = function named() {};
delete fn.name;
Object.setPrototypeOf(fn, null);

assert.sameValue("name" in fn, false, "the function has no name");
assert.sameValue(AsyncContext.Snapshot.wrap(fn).name, "wrapped ", "name of the wrapped function");
