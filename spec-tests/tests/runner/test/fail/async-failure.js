/*---
description: $DONE with an error.
flags: [async]
---*/
setTimeout(function() { $DONE(new TypeError("later")); }, 1);
