// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  Of newTarget only the property "prototype" is read, once and with newTarget
  as receiver
info: |
  The AsyncContext.Snapshot constructor

  The snapshot is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
includes: [compareArray.js]
features: [AsyncContext, Reflect.construct, Proxy]
---*/

const prototype = {};
const log = [];
let receiver;
const newTarget = new Proxy(function() {}, {
  get(object, key, thisValue) {
    log.push("get " + String(key));
    receiver = thisValue;
    return prototype;
  },
  has() {
    log.push("has");
    return true;
  },
  getOwnPropertyDescriptor() {
    log.push("getOwnPropertyDescriptor");
  },
  construct() {
    log.push("construct");
    return {};
  }
});

const snapshot = Reflect.construct(AsyncContext.Snapshot, [], newTarget);

assert.compareArray(log, ["get prototype"], "operations on newTarget");
assert.sameValue(receiver, newTarget, "receiver of the Get");
assert.sameValue(Object.getPrototypeOf(snapshot), prototype, "the result of the Get is used");
