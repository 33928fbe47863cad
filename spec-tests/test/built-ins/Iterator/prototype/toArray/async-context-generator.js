// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  Iterator.prototype.toArray over a helper of a generator runs the generator in its own
  mapping and the callback of the helper in that of the caller of toArray.
info: |
  Built-in iterators

  An iterator helper captures nothing: its callback runs in the mapping of the caller of
  next.
includes: [compareArray.js]
features: [AsyncContext, iterator-helpers, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
  yield variable.get();
}

const source = variable.run("generator", generator);
const helper = variable.run("helper", () => source.map((value) => value + ", " + variable.get()));

assert.compareArray(
  variable.run("caller", () => helper.toArray()),
  ["generator, caller", "generator, caller"],
  "mapping of the body of the generator and of the callback"
);
