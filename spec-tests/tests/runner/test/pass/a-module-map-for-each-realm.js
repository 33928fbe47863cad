/*---
description: >
  Each realm has modules of its own.
flags: [async, noStrict]
features: [dynamic-import, cross-realm]
---*/
var other = $262.createRealm();
Promise.all([
  import("./shared_FIXTURE.js"),
  other.evalScript('import("./shared_FIXTURE.js")')
]).then(function(namespaces) {
  assert.notSameValue(namespaces[0], namespaces[1]);
}).then($DONE, $DONE);
