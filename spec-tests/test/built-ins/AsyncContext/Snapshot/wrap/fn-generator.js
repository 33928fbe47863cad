// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The generator that a wrapped generator function returns has the captured
  mapping
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable();
const wrapped = variable.run("captured", () => AsyncContext.Snapshot.wrap(function*() {
  yield variable.get();
  yield variable.get();
}));

const seen = [];
const generator = variable.run("caller", () => wrapped());
variable.run("first resumer", () => seen.push(generator.next().value));
variable.run("second resumer", () => seen.push(generator.next().value));
assert.compareArray(seen, ["captured", "captured"], "values in the generator body");
