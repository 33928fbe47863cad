// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The apply trap of a Proxy gets the this value and the arguments, in the
  captured mapping
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function passes on its own this value and its arguments.

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

const variable = new AsyncContext.Variable();
const receiver = {};
const target = function() {};
const log = [];
const proxy = new Proxy(target, new Proxy({
  apply(object, thisValue, args) {
    return [object, thisValue, variable.get()].concat(args);
  }
}, {
  get(traps, trap) {
    log.push(trap);
    return traps[trap];
  }
}));

const wrapped = variable.run("captured", () => AsyncContext.Snapshot.wrap(proxy));

log.length = 0;
assert.compareArray(
  wrapped.call(receiver, 1, 2),
  [target, receiver, "captured", 1, 2],
  "what the trap has got"
);
assert.compareArray(log, ["apply"], "a call looks up nothing else");
