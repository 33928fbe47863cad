// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  Without an own length only the name is read
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The length is copied only if HasOwnProperty finds it on the function itself.

  The length is read before the name.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

const log = [];
const target = function task() {};
delete target.length;
const fn = new Proxy(target, {
  getOwnPropertyDescriptor(object, key) {
    log.push("getOwnPropertyDescriptor " + String(key));
    return Object.getOwnPropertyDescriptor(object, key);
  },
  get(object, key) {
    log.push("get " + String(key));
    return object[key];
  }
});

const wrapped = AsyncContext.Snapshot.wrap(fn);

assert.compareArray(log, ["getOwnPropertyDescriptor length", "get name"], "operations");
assert.sameValue(wrapped.length, 0, "length");
assert.sameValue(wrapped.name, "wrapped task", "name");
