// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  Wrapping a wrapped function adds a mapping that it replaces at once, and
  prefixes the name again
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.

  The name is "wrapped " followed by the name of the function, which Get finds
  also when it is inherited.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
const wrap = AsyncContext.Snapshot.wrap;

const inner = variable.run("inner", () => wrap(function read(a, b) {
  return variable.get();
}));
const outer = variable.run("outer", () => wrap(inner));

assert.sameValue(outer(), "inner", "value in the function");
assert.sameValue(outer.name, "wrapped wrapped read", "name");
assert.sameValue(outer.length, 2, "length");
