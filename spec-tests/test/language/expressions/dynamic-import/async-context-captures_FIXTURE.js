// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.

import { variable } from "./async-context-setup_FIXTURE.js";

export const snapshot = new AsyncContext.Snapshot();
export const wrapped = AsyncContext.Snapshot.wrap(() => variable.get());
