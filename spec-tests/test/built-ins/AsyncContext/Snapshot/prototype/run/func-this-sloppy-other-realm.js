// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A sloppy function of another realm has the global object of its realm as its
  this value
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The function of a snapshot run is called with undefined as this and the
  remaining arguments.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;
const sloppy = new other.Function("return this;");

assert.sameValue(new AsyncContext.Snapshot().run(sloppy), other, "this value");
