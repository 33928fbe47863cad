// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  The methods of Iterator.prototype that consume the iterator call their callbacks in the
  mapping of their own caller, not in that in which the iterator was made.
info: |
  Built-in iterators

  An iterator helper captures nothing: its callback runs in the mapping of the caller of
  next.
features: [AsyncContext, iterator-helpers]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

for (const name of ["every", "find", "forEach", "reduce", "some"]) {
  let count = 0;
  let seen;
  const iterator = variable.run("creation", () => [1, 2].values());

  variable.run("caller", () => {
    iterator[name](() => {
      count++;
      seen = variable.get();
      return name === "every";
    });
    assert.sameValue(variable.get(), "caller", name + ": mapping of the caller");
  });

  assert(count > 0, name + " called the callback");
  assert.sameValue(seen, "caller", name + ": mapping of the callback");
}
