/*---
description: Imports of a script are relative to the test.
flags: [async]
features: [dynamic-import]
---*/
$262.evalScript('import("./module-plain_FIXTURE.js")').then(function(namespace) {
  assert.sameValue(namespace.default, "plain");
}).then($DONE, $DONE);
