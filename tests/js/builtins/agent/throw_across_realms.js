// clause: SPEC 1, an exception across realms leaves the right mapping
// An error thrown in another realm's function passes through our run unchanged and the outer value is back.
const { global, evalScript } = $host.createRealm();
evalScript("var fail = function () { throw new RangeError('there'); };");
const variable = new AsyncContext.Variable();
variable.run("outer", () => {
  assert.throws(global.RangeError, () => variable.run("inner", global.fail));
  assert.sameValue(variable.get(), "outer");
});
