/*---
description: Done twice.
flags: [async]
---*/
$DONE();
Promise.resolve().then(function() { $DONE(); });
