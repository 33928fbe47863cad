/*---
description: Raw is sloppy anyhow.
flags: [raw, noStrict]
---*/
if (typeof assert !== "undefined") throw new Error("there is a harness");
