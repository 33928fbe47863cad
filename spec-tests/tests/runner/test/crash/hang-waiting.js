/*---
description: Waits for a notification that never comes.
flags: [CanBlockIsTrue, noStrict]
---*/
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
