/*---
description: A module without a harness.
flags: [raw, module]
---*/
if (typeof assert !== "undefined" || this !== undefined) throw new Error("no raw module");
