// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A length of NaN becomes 0
info: |
  AsyncContext.Snapshot.wrap ( fn )

  A copied length that is another Number is converted with ToIntegerOrInfinity
  and is at least 0.
features: [AsyncContext]
---*/

const fn = Object.defineProperty(function() {}, "length", { value: NaN });

assert.sameValue(AsyncContext.Snapshot.wrap(fn).length, 0, "length of the wrapped function");
