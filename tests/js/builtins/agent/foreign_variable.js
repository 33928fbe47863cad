// clause: SPEC 1, the realm of a variable does not matter
// Our run, on a variable of another realm, sets its value for both realms.
const { global } = $host.createRealm();
const theirs = new global.AsyncContext.Variable({ defaultValue: "default" });
const { run, get } = AsyncContext.Variable.prototype;
const seen = run.call(theirs, "set", () => [theirs.get(), get.call(theirs)]);
assert.compareArray(seen, ["set", "set"]);
assert.sameValue(theirs.get(), "default");
