// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.

import { variable } from "./async-context-setup_FIXTURE.js";

export const result = variable.run("module", async () => {
  const { seen } = await import("./async-context-body_FIXTURE.js");
  return [seen, variable.get()];
});
export const after = variable.get();
