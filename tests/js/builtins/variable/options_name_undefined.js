// clause: SPEC 2, a present undefined name is converted
// A name that is present with the value undefined becomes the string "undefined".
assert.sameValue(new AsyncContext.Variable({ name: undefined }).name, "undefined");
