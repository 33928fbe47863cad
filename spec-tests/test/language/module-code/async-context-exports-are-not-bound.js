// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  Only the body of a module has the empty mapping: the functions and classes that it
  exports run in the mapping of their caller.
info: |
  ExecuteModule ( )

  Every module body runs in the empty mapping.
flags: [module]
features: [AsyncContext, generators, class-fields-public]
---*/

import { variable } from "./async-context-variable_FIXTURE.js";
import anonymous, {
  declaration,
  arrow,
  generator,
  Class,
} from "./async-context-exports_FIXTURE.js";

assert.sameValue(variable.run("caller", declaration), "caller", "function declaration");
assert.sameValue(variable.run("caller", arrow), "caller", "arrow function");
assert.sameValue(variable.run("caller", anonymous), "caller", "default export");
assert.sameValue(variable.run("caller", generator).next().value, "caller", "generator");
assert.sameValue(variable.run("caller", () => new Class().field), "caller", "field of a class");
