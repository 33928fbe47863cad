// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  A helper that the body of a generator consumes calls its callback in the mapping of the
  generator, although it was made elsewhere.
info: |
  Built-in iterators

  An iterator helper captures nothing: its callback runs in the mapping of the caller of
  next.
features: [AsyncContext, iterator-helpers, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const helper = variable.run("helper", () => [0, 0].values().map(() => variable.get()));

function* generator() {
  yield helper.next().value;
  yield* helper;
}

const iterator = variable.run("generator", generator);

assert.sameValue(
  variable.run("caller", () => iterator.next().value),
  "generator",
  "the body calls next()"
);
assert.sameValue(
  variable.run("caller", () => iterator.next().value),
  "generator",
  "yield* calls next()"
);
