/*---
description: A module with relative imports, a cycle and import.meta.
flags: [module]
---*/
import { value, self } from "./module_FIXTURE.js";
import * as me from "./module.js";
export const own = "own";
assert.sameValue(value, "fixture");
assert.sameValue(self(), me, "the fixture imports this very module");
assert.sameValue(typeof import.meta, "object");
assert.sameValue(this, undefined);
