// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The captured mapping replaces that of the caller; the two are not merged
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const first = new AsyncContext.Variable({ defaultValue: "default" });
const second = new AsyncContext.Variable({ defaultValue: "default" });
const third = new AsyncContext.Variable({ defaultValue: "default" });
const read = () => [first.get(), second.get(), third.get()];

const wrapped = first.run("wrap", function() {
  return second.run("wrap", () => AsyncContext.Snapshot.wrap(read));
});

assert.compareArray(
  second.run("call", () => third.run("call", () => wrapped())),
  ["wrap", "wrap", "default"],
  "values of three variables"
);
