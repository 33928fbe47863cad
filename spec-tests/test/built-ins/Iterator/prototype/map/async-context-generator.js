// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  An iterator helper over a generator resumes the generator in its own mapping and calls
  the mapper in that of the caller of next.
info: |
  Built-in iterators

  An iterator helper captures nothing: its callback runs in the mapping of the caller of
  next.
features: [AsyncContext, iterator-helpers, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
  yield variable.get();
}

const source = variable.run("generator", generator);
const iterator = variable.run("helper", () =>
  source.map((value) => value + ", " + variable.get())
);

assert.sameValue(
  variable.run("caller", () => iterator.next().value),
  "generator, caller",
  "next() in a run"
);
assert.sameValue(iterator.next().value, "generator, default", "next() outside of every run");
