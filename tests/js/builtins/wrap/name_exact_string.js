// clause: SPEC 2, the name is copied code unit by code unit
// Prefixes, spaces and ill-formed strings come through unchanged.
for (const value of [" ", "wrapped x", "get x", "[Symbol.iterator]", "\u{1F600}", "\uD800", "a\0b"]) {
  const func = Object.defineProperty(() => {}, "name", { value });
  assert.sameValue(AsyncContext.Snapshot.wrap(func).name, "wrapped " + value);
}
