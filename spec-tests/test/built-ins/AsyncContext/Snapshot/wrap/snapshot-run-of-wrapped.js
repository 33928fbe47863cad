// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The mapping of a wrapped function wins against that of a snapshot that runs
  it
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
const snapshot = variable.run("snapshot", () => new AsyncContext.Snapshot());
const wrapped = variable.run("wrapped", () => AsyncContext.Snapshot.wrap(() => variable.get()));

assert.sameValue(snapshot.run(wrapped), "wrapped", "value in the function");
