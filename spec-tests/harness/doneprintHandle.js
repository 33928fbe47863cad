// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
description: >
  Reports the end of an asynchronous test through the host's print.
defines: [$DONE]
---*/

function __consolePrintHandle__(message) {
  print(message);
}

var $DONE = (function () {
  var NativeString = String;

  function $DONE(error) {
    if (!error) {
      __consolePrintHandle__('Test262:AsyncTestComplete');
    } else if (typeof error === 'object' && 'name' in error) {
      __consolePrintHandle__('Test262:AsyncTestFailure:' + error.name + ': ' + error.message);
    } else {
      __consolePrintHandle__('Test262:AsyncTestFailure:Test262Error: ' + NativeString(error));
    }
  }

  return $DONE;
})();
