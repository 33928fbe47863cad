// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A sloppy function has the global object as its this value
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The function of a snapshot run is called with undefined as this and the
  remaining arguments.
features: [AsyncContext, globalThis]
---*/

const sloppy = new Function("return this;");

assert.sameValue(new AsyncContext.Snapshot().run(sloppy), globalThis, "this value");
