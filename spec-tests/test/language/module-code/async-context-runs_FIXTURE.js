// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.

import { variable, log } from "./async-context-variable_FIXTURE.js";

variable.run("run", () => log.push("in run: " + variable.get()));
try {
  variable.run("throwing run", () => {
    throw new Error();
  });
} catch (error) {
  log.push("after throw: " + variable.get());
}
