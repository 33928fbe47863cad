/*---
description: No harness, and no directive is put in front.
flags: [raw]
---*/
if (typeof assert !== "undefined") throw new Error("there is a harness");
if ((function() { return this; })() === undefined) throw new Error("it is strict");
if (typeof $262 !== "object") throw new Error("there is no host object");
