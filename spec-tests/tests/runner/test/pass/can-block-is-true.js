/*---
description: Atomics.wait blocks.
flags: [CanBlockIsTrue]
features: [Atomics, SharedArrayBuffer]
---*/
assert.sameValue(Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1), "timed-out");
