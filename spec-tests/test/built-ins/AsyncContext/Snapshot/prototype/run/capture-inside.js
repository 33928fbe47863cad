// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A snapshot made inside the run of a snapshot holds the mapping of that
  snapshot
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  During the call the current mapping is the one of the snapshot, for every
  variable.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
const other = new AsyncContext.Variable();
const outer = variable.run("outer", () => new AsyncContext.Snapshot());

const inner = other.run("caller", () => outer.run(() => new AsyncContext.Snapshot()));

assert.notSameValue(inner, outer, "another object");
assert.sameValue(inner.run(() => variable.get()), "outer", "a value of the outer snapshot");
assert.sameValue(inner.run(() => other.get()), undefined, "nothing of the caller");
