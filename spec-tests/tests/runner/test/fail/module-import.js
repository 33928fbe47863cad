/*---
description: A module with an import that does not exist.
flags: [module]
---*/
import "./nowhere_FIXTURE.js";
