// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.

import { variable } from "./async-context-variable_FIXTURE.js";

export function declaration() {
  return variable.get();
}
export const arrow = () => variable.get();
export async function asynchronous() {
  await null;
  return variable.get();
}
export function* generator() {
  yield variable.get();
}
export class Class {
  field = variable.get();
}
export default function () {
  return variable.get();
}
