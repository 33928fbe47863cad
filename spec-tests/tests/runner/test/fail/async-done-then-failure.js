/*---
description: Done, and then not.
flags: [async]
---*/
$DONE();
Promise.resolve().then(function() { $DONE(new Error("no")); });
