// clause: SPEC 2, the name is kept code unit by code unit
// Empty, long, non-ASCII and ill-formed strings come back unchanged.
for (const name of ["", " ", "a\0b", "größe", "\u{1F600}", "\uD800", "\uDC00\uD800", "x".repeat(10000)]) {
  assert.sameValue(new AsyncContext.Variable({ name }).name, name);
}
