/*---
description: A job of a synchronous test throws.
---*/
queueMicrotask(function() { throw new Error("in a job"); });
