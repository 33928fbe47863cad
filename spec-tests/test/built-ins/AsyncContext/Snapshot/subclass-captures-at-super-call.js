// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  In the constructor of a subclass it is the call of super that captures
info: |
  The AsyncContext.Snapshot constructor

  AsyncContext.Snapshot can be subclassed.

  A snapshot holds the mapping that is current at its construction.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

class Derived extends AsyncContext.Snapshot {
  constructor() {
    variable.run("super", () => super());
  }
}

const instance = variable.run("new", function() {
  return new Derived();
});

assert.sameValue(
  instance.run(() => variable.get()),
  "super",
  "the mapping around super(), not that around new"
);
