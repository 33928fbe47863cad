// For what-is-seen.mjs.
export default globalThis.seenInModule();
