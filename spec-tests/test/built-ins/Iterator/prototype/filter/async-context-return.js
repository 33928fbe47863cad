// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  The return method of an iterator helper closes the underlying iterator in the mapping of
  its caller, whether the helper was started or not.
info: |
  Built-in iterators

  An iterator helper captures nothing: its callback runs in the mapping of the caller of
  next.
includes: [compareArray.js]
features: [AsyncContext, iterator-helpers]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

class Source extends Iterator {
  next() {
    return { value: 0, done: false };
  }
  return() {
    seen.push(variable.get());
    return {};
  }
}

const notStarted = variable.run("creation", () => new Source().filter(() => true));
const started = variable.run("creation", () => new Source().filter(() => true));
variable.run("start", () => started.next());

variable.run("first", () => notStarted.return());
variable.run("second", () => started.return());

assert.compareArray(seen, ["first", "second"], "mapping of the return method");
