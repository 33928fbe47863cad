// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The function is asked for its own length, then the length and then the name
  are read, and nothing else
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The length is read before the name.
includes: [compareArray.js]
features: [AsyncContext, Proxy, Reflect]
---*/

const log = [];
const fn = new Proxy(function task(a) {}, new Proxy({}, {
  get(traps, trap) {
    return function(target, key) {
      log.push(trap + " " + String(key));
      return Reflect[trap].apply(undefined, arguments);
    };
  }
}));

const wrapped = AsyncContext.Snapshot.wrap(fn);

assert.compareArray(
  log,
  ["getOwnPropertyDescriptor length", "get length", "get name"],
  "operations on the function"
);
assert.sameValue(wrapped.length, 1, "length");
assert.sameValue(wrapped.name, "wrapped task", "name");
