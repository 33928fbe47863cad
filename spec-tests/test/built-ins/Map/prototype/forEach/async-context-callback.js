// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  The forEach methods of Map and Set call back in the mapping of the call, not in that
  of the creation of the collection.
info: |
  Built-in iterators

  A built-in iterator captures nothing: what it calls runs in the mapping of the caller
  of next.
includes: [compareArray.js]
features: [AsyncContext, Set]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];
const look = () => { seen.push(variable.get()); };

const map = variable.run("creation", () => new Map([[1, 1], [2, 2]]));
const set = variable.run("creation", () => new Set([1]));
variable.run("map", () => { map.forEach(look); });
variable.run("set", () => { set.forEach(look); });
map.forEach(look);

assert.compareArray(seen, ["map", "map", "set", "default", "default"], "mapping of each callback");
