// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-ecmascript-standard-built-in-objects
description: >
  Promise.prototype.then is the same built-in function before and after a variable was
  set.
info: |
  ECMAScript Standard Built-in Objects

  A built-in function that the proposal extends keeps its identity, its name, its
  length, its attributes and its lack of [[Construct]].
includes: [propertyHelper.js, isConstructor.js]
features: [AsyncContext, Reflect.construct]
---*/

const before = Object.getOwnPropertyDescriptor(Promise.prototype, 'then');
new AsyncContext.Variable().run(1, () => Promise.resolve().then());

assert.sameValue(Promise.prototype.then, before.value, 'the same function');
verifyProperty(Promise.prototype, 'then', {
  value: before.value,
  writable: true,
  enumerable: false,
  configurable: true
}, { restore: true });
verifyProperty(before.value, 'name', {
  value: 'then',
  writable: false,
  enumerable: false,
  configurable: true
}, { restore: true });
verifyProperty(before.value, 'length', {
  value: 2,
  writable: false,
  enumerable: false,
  configurable: true
}, { restore: true });
assert.sameValue(Object.getPrototypeOf(before.value), Function.prototype, '[[Prototype]]');
assert.sameValue(isConstructor(before.value), false, 'it is no constructor');
assert.sameValue(Object.hasOwn(before.value, 'prototype'), false, 'no prototype property');
