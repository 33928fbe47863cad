// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A length of positive infinity stays what it is
info: |
  AsyncContext.Snapshot.wrap ( fn )

  A copied length of positive infinity stays positive infinity.
features: [AsyncContext]
---*/

const fn = Object.defineProperty(function() {}, "length", { value: Infinity });

assert.sameValue(AsyncContext.Snapshot.wrap(fn).length, Infinity, "length of the wrapped function");
