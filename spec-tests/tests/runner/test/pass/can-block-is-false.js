/*---
description: Atomics.wait throws.
flags: [CanBlockIsFalse]
features: [Atomics, SharedArrayBuffer]
---*/
assert.throws(TypeError, function() { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1); });
