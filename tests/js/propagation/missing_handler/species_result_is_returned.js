// clause: SPEC 3, PerformPromiseThen (missing handler)
// `then` without handlers returns the very object a non-Promise species constructor made.
function Species(executor) {
  executor(() => {}, () => {});
}
const p = Promise.resolve(1);
p.constructor = { [Symbol.species]: Species };
const v = new AsyncContext.Variable();
const q = v.run(1, () => p.then());
assert(q instanceof Species);
assert(!(q instanceof Promise));
