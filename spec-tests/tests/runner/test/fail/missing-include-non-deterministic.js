/*---
description: What is missing is no matter of the specification.
flags: [non-deterministic, noStrict]
includes: [nothing.js]
---*/
