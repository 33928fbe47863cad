// For js/propagation/language.js.
export const first = globalThis.seen();
