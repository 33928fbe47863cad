// clause: SPEC 2, the wrapped function inherits from %Function.prototype%
// The prototype does not follow that of the function, be it async, a class or re-prototyped.
const targets = [
  function () {}, async () => {}, function* () {}, class extends Map {}, Object.setPrototypeOf(() => {}, null),
];
for (const target of targets) {
  assert.sameValue(Object.getPrototypeOf(AsyncContext.Snapshot.wrap(target)), Function.prototype);
}
