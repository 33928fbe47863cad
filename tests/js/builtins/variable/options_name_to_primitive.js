// clause: SPEC 2, ToString of the name asks with hint "string"
// Symbol.toPrimitive is called once, with the name as this and the hint "string".
const calls = [];
const name = {
  [Symbol.toPrimitive](hint) {
    calls.push(this, hint);
    return 42;
  },
};
const variable = new AsyncContext.Variable({ name });
assert.sameValue(variable.name, "42");
assert.sameValue(variable.name, "42");
assert.compareArray(calls, [name, "string"]);
