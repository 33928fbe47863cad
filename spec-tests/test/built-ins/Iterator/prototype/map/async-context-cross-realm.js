// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  A helper of an iterator of another realm calls a mapper of this realm in the mapping
  of the caller of next.
info: |
  Built-in iterators

  An iterator helper captures nothing: its callback runs in the mapping of the caller of
  next.
features: [AsyncContext, cross-realm, iterator-helpers]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const list = $262.createRealm().evalScript("[1, 2]");
const iterator = variable.run("creation", () =>
  list.values().map((value) => value + " " + variable.get())
);

assert.sameValue(variable.run("caller", () => iterator.next().value), "1 caller", "in a run");
assert.sameValue(iterator.next().value, "2 default", "outside of every run");
