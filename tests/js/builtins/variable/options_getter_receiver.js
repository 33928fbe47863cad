// clause: SPEC 2, option getters run on the options object
// Inherited getters of name and defaultValue receive the options object itself as this.
const receivers = [];
const prototype = {
  get name() { receivers.push(this); return ""; },
  get defaultValue() { receivers.push(this); },
};
const options = Object.create(prototype);
new AsyncContext.Variable(options);
assert.compareArray(receivers, [options, options]);
