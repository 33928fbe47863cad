// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  The species is read and its constructor called once, at once, in the mapping of the
  caller of then.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Then makes the derived promise with the species constructor, in the mapping of the
  caller.
includes: [compareArray.js]
features: [AsyncContext, Symbol.species, computed-property-names]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const seen = [];

function Derived(executor) {
  seen.push('construct ' + ctx.get());
  executor(() => {}, () => {});
}
const promise = ctx.run('creator', () => Promise.resolve());
promise.constructor = {
  get [Symbol.species]() {
    seen.push('get ' + ctx.get());
    return Derived;
  },
};

const withoutHandlers = ctx.run('a', () => promise.then());
assert.compareArray(seen, ['get a', 'construct a'], 'without handlers');
assert(withoutHandlers instanceof Derived, 'the object of the species is returned');
assert.sameValue(withoutHandlers instanceof Promise, false, 'it need not be a promise');

const withHandler = promise.then(() => {});
assert.compareArray(
  seen,
  ['get a', 'construct a', 'get unset', 'construct unset'],
  'with a handler, outside of every run'
);
assert(withHandler instanceof Derived, 'the object of the species is returned again');
