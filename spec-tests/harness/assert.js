// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
description: >
  The assertions that every test may use.
defines: [assert]
---*/

// What is needed is captured here, so that a test may patch the intrinsics.
var assert = (function () {
  var NativeString = String;
  var stringify = JSON.stringify;
  var call = Function.prototype.call;
  var objectToString = call.bind(Object.prototype.toString);

  function fail(message, detail) {
    throw new Test262Error(message === undefined ? detail : describe(message) + ' ' + detail);
  }

  // A message that is a Symbol must not hide the failure behind a TypeError.
  function describe(message) {
    return typeof message === 'symbol' ? NativeString(message) : '' + message;
  }

  function nameOf(constructor) {
    try {
      return typeof constructor === 'function' ? NativeString(constructor.name) : NativeString(constructor);
    } catch (ignored) {
      return 'an unprintable value';
    }
  }

  function assert(mustBeTrue, message) {
    if (mustBeTrue === true) {
      return;
    }
    if (message === undefined) {
      message = 'Expected true but got ' + assert._toString(mustBeTrue);
    }
    throw new Test262Error(describe(message));
  }

  assert._isSameValue = function (a, b) {
    if (a === b) {
      // +0 and -0 are told apart.
      return a !== 0 || 1 / a === 1 / b;
    }
    // Both are NaN.
    return a !== a && b !== b;
  };

  assert._formatIdentityFreeValue = function (value) {
    switch (value === null ? 'null' : typeof value) {
      case 'string':
        return stringify(value);
      case 'bigint':
        return NativeString(value) + 'n';
      case 'number':
        return value === 0 && 1 / value < 0 ? '-0' : NativeString(value);
      case 'boolean':
      case 'undefined':
      case 'null':
        return NativeString(value);
    }
  };

  assert._toString = function (value) {
    var simple = assert._formatIdentityFreeValue(value);
    if (simple !== undefined) {
      return simple;
    }
    try {
      return NativeString(value);
    } catch (error) {
      if (error !== null && typeof error === 'object' && error.name === 'TypeError') {
        return objectToString(value);
      }
      throw error;
    }
  };

  assert.sameValue = function (actual, expected, message) {
    var same;
    try {
      same = assert._isSameValue(actual, expected);
    } catch (error) {
      fail(message, '(_isSameValue operation threw) ' + assert._toString(error));
    }
    if (!same) {
      fail(message, 'Expected SameValue(«' + assert._toString(actual) + '», «' +
        assert._toString(expected) + '») to be true');
    }
  };

  assert.notSameValue = function (actual, unexpected, message) {
    if (assert._isSameValue(actual, unexpected)) {
      fail(message, 'Expected SameValue(«' + assert._toString(actual) + '», «' +
        assert._toString(unexpected) + '») to be false');
    }
  };

  assert.throws = function (expectedErrorConstructor, func, message) {
    if (typeof func !== 'function') {
      throw new Test262Error('assert.throws requires two arguments: ' +
        'the error constructor and a function to run');
    }
    var expected = nameOf(expectedErrorConstructor);
    try {
      func();
    } catch (thrown) {
      if (typeof thrown !== 'object' || thrown === null) {
        fail(message, 'Thrown value was not an object!');
      }
      if (thrown.constructor !== expectedErrorConstructor) {
        var actual = nameOf(thrown.constructor);
        fail(message, 'Expected a ' + expected + ' but got a ' +
          (actual === expected ? 'different error constructor with the same name' : actual));
      }
      return;
    }
    fail(message, 'Expected a ' + expected + ' to be thrown but no exception was thrown');
  };

  return assert;
})();
