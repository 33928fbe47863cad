// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  Of a Proxy only the apply trap is called, in the mapping of the snapshot
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The function of a snapshot run is called with undefined as this and the
  remaining arguments.

  During the call the current mapping is the one of the snapshot, for every
  variable.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

const variable = new AsyncContext.Variable();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());
const target = function() {};
let seen;
const handler = {
  apply(object, thisValue, args) {
    assert.sameValue(object, target, "target");
    assert.sameValue(thisValue, undefined, "this value");
    assert.compareArray(args, [1, 2], "arguments");
    seen = variable.get();
    return "result";
  }
};
const log = [];
const proxy = new Proxy(target, new Proxy(handler, {
  get(traps, trap) {
    log.push(trap);
    return traps[trap];
  }
}));

assert.sameValue(snapshot.run(proxy, 1, 2), "result", "the result of the trap");
assert.sameValue(seen, "captured", "the value in the trap");
assert.compareArray(log, ["apply"], "traps");
