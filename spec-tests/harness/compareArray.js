// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
description: >
  Compares the elements of two array-likes with SameValue.
defines: [compareArray]
---*/

function compareArray(a, b) {
  if (a.length !== b.length) {
    return false;
  }
  for (var i = 0; i < a.length; i++) {
    if (!assert._isSameValue(a[i], b[i])) {
      return false;
    }
  }
  return true;
}

compareArray.format = function (arrayLike) {
  var text = '';
  for (var i = 0; i < arrayLike.length; i++) {
    text += (i === 0 ? '' : ', ') + assert._toString(arrayLike[i]);
  }
  return '[' + text + ']';
};

assert.compareArray = function (actual, expected, message) {
  message = message === undefined ? '' : assert._formatIdentityFreeValue(message) === undefined ?
    assert._toString(message) : '' + message;
  assert(actual !== null && actual !== undefined, 'Actual argument shouldn\'t be nullish. ' + message);
  assert(expected !== null && expected !== undefined, 'Expected argument shouldn\'t be nullish. ' + message);
  assert(
    compareArray(actual, expected),
    'Actual ' + compareArray.format(actual) + ' and expected ' + compareArray.format(expected) +
      ' should have the same contents. ' + message
  );
};
