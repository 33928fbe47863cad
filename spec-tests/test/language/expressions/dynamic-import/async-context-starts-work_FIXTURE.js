// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.

import { variable } from "./async-context-setup_FIXTURE.js";

export let resolve;
const promise = new Promise((f) => {
  resolve = f;
});

export const reaction = promise.then(() => variable.get());
export const asyncFunction = (async () => {
  await promise;
  return variable.get();
})();
