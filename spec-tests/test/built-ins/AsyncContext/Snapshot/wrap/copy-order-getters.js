// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The getter of the length is called before that of the name, in whatever
  order they were defined
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The length is read before the name.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const log = [];
const fn = function() {};
delete fn.length;
delete fn.name;
Object.defineProperty(fn, "name", {
  get() {
    log.push("name");
    return "fn";
  }
});
Object.defineProperty(fn, "length", {
  get() {
    log.push("length");
    return 1;
  }
});

AsyncContext.Snapshot.wrap(fn);

assert.compareArray(log, ["length", "name"], "getters");
