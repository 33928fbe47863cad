/*---
description: A job throws besides.
flags: [async]
---*/
queueMicrotask(function() { throw new Error("in a job"); });
setTimeout($DONE, 1);
