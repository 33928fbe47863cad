// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
description: >
  The helpers of asynchronous tests. `asyncTest` runs an async function and
  reports how it ended with $DONE; a test that uses it has the flag async.
defines: [asyncTest, assert.throwsAsync]
---*/

var asyncTest = (function () {
  var hasOwnProperty = Function.prototype.call.bind(Object.prototype.hasOwnProperty);
  var global = globalThis;

  function isThenable(value) {
    return value !== null && (typeof value === 'object' || typeof value === 'function') &&
      typeof value.then === 'function';
  }

  // Awaits instead of calling `then`: a test may have patched that.
  async function settle(result, done) {
    try {
      await result;
    } catch (error) {
      // $DONE takes a falsy argument for success, and a rejection is none.
      done(error || new Test262Error('asyncTest: the function rejected with ' + assert._toString(error)));
      return;
    }
    done();
  }

  function asyncTest(testFunc) {
    if (!hasOwnProperty(global, '$DONE')) {
      throw new Test262Error('asyncTest called without async flag');
    }
    var done = global.$DONE;
    if (typeof testFunc !== 'function') {
      done(new Test262Error('asyncTest called with non-function argument'));
      return;
    }
    var result;
    try {
      result = testFunc();
      if (!isThenable(result)) {
        throw new Test262Error('asyncTest called with a function that does not return a thenable');
      }
    } catch (error) {
      done(error || new Test262Error('asyncTest: the function threw ' + assert._toString(error)));
      return;
    }
    settle(result, done);
  }

  // Resolves if the thenable that `func` returns rejects with an error of
  // exactly this constructor; rejects with a Test262Error otherwise.
  assert.throwsAsync = async function (expectedErrorConstructor, func, message) {
    function fail(detail) {
      throw new Test262Error(message === undefined ? detail : message + ' ' + detail);
    }
    if (typeof expectedErrorConstructor !== 'function') {
      fail('assert.throwsAsync called with an argument that is not an error constructor');
    }
    if (typeof func !== 'function') {
      fail('assert.throwsAsync called with an argument that is not a function');
    }
    var expectedName = expectedErrorConstructor.name;
    var expectation = 'Expected a ' + expectedName + ' to be thrown asynchronously';
    var result;
    try {
      result = func();
    } catch (thrown) {
      fail(expectation + ' but the function threw synchronously');
    }
    if (!isThenable(result)) {
      fail(expectation + ' but result was not a thenable');
    }
    var thrown;
    try {
      await result;
    } catch (error) {
      thrown = { value: error };
    }
    if (!thrown) {
      fail(expectation + ' but no exception was thrown');
    }
    if (thrown.value === null || typeof thrown.value !== 'object') {
      fail(expectation + ' but thrown value was not an object');
    }
    if (thrown.value.constructor !== expectedErrorConstructor) {
      var actualName = thrown.value.constructor && thrown.value.constructor.name;
      fail(expectation + ' but got a ' + (actualName === expectedName ?
        'different error constructor with the same name' : actualName));
    }
  };

  return asyncTest;
})();
