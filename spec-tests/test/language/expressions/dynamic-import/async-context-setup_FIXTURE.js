// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.

export const variable = new AsyncContext.Variable({ defaultValue: "default" });
export const log = [];
