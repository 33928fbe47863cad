// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.

// A module whose namespace is thenable; it keeps the mapping of the call.
export let snapshot;

export function then(resolve) {
  snapshot = new AsyncContext.Snapshot();
  resolve(() => snapshot);
}
