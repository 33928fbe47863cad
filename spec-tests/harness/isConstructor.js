// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
description: >
  Tells whether a function has [[Construct]], without calling it.
defines: [isConstructor]
features: [Reflect.construct]
---*/

var isConstructor = (function () {
  var construct = Reflect.construct;

  function isConstructor(f) {
    if (typeof f !== 'function') {
      throw new Test262Error('isConstructor invoked with a non-function value');
    }
    // As newTarget `f` has to be a constructor, and is not run.
    try {
      construct(function () {}, [], f);
    } catch (error) {
      return false;
    }
    return true;
  }

  return isConstructor;
})();
