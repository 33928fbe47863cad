import * as test from "./module.js";
export const value = "fixture";
export function self() { return test; }
