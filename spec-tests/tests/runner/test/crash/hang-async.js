/*---
description: Microtasks without end.
flags: [async, noStrict]
---*/
(function again() { Promise.resolve().then(again); })();
