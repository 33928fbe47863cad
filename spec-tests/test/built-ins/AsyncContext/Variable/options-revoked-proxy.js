// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  A revoked Proxy is an Object whose properties cannot be read.
info: |
  AsyncContext.Variable ( options )

  An abrupt completion of a step that reads the options propagates.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var revocable = Proxy.revocable({}, {});
revocable.revoke();

assert.throws(TypeError, function() {
  new AsyncContext.Variable(revocable.proxy);
}, "a Proxy that is revoked before the call");

var log = [];
revocable = Proxy.revocable({}, {
  has: function(target, key) {
    log.push("has " + String(key));
    revocable.revoke();
    return false;
  }
});
assert.throws(TypeError, function() {
  new AsyncContext.Variable(revocable.proxy);
}, "a Proxy that is revoked by its has trap, before the default value is read");
assert.compareArray(log, ["has name"], "the trap was called");
