// clause: SPEC 3, built-in iterators (iterator helpers)
// The wrapper of Iterator.from, made in one run, calls the custom `next` in the mapping of whoever calls its `next`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const it = v.run('creator', () => Iterator.from({ next: () => ({ value: v.get(), done: false }) }));
assert.compareArray([v.run('caller', () => it.next().value), it.next().value], ['caller', 'empty']);
