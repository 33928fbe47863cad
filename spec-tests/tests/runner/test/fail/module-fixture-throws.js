/*---
description: A dependency throws.
flags: [module]
---*/
import "./throws_FIXTURE.js";
