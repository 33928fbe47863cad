// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
description: >
  The error class of failing assertions, and the guard of tests that must not
  be evaluated.
defines: [Test262Error, $DONOTEVALUATE]
---*/

function Test262Error(message) {
  this.message = message || '';
}

Test262Error.prototype.toString = function () {
  return 'Test262Error: ' + this.message;
};

// A function that a test passes where a call is expected to throw.
Test262Error.thrower = function (message) {
  throw new Test262Error(message);
};

// The first statement of a test with a negative parse or resolution phase.
function $DONOTEVALUATE() {
  throw 'Test262: This statement should not be evaluated.';
}
