// clause: SPEC 3, generator
// A generator used as a class's Symbol.iterator method captures where the iteration begins, not where the object was made.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
class List { *[Symbol.iterator]() { yield v.get(); yield v.get(); } }
const list = v.run('maker', () => new List());
const it = v.run('taker', () => list[Symbol.iterator]());
assert.compareArray([v.run('resumer', () => it.next().value), it.next().value], ['taker', 'taker']);
