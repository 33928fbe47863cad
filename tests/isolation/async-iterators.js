// clause: ForIn/OfBodyEvaluation, yield*, %AsyncFromSyncIteratorPrototype%
// possible: an iterator of the attacker that the victim awaits, in a loop or by delegation, is called in the context of the victim; however it settles its promises, the victim goes on in its own

//// attacker
mine.seen = [];
handed.tag = new AsyncContext.Variable({ defaultValue: 'unset' });
const outside = new AsyncContext.Snapshot();
const note = (what, ...given) => { leak(...given, new AsyncContext.Snapshot()); mine.seen.push(`${what} ${tenant()}`); };
const result = (done, value) => ({ get done() { note('done'); return done; }, get value() { note('value'); return value; } });
// Settled by another job, in the context of the attacker and with a value set.
const later = (value) => new Promise((resolve) => {
    outside.run(() => handed.tag.run('evil', () => { Promise.resolve().then(() => resolve(value)); }));
});
const methods = (answer) => {
    let count = 0;
    return {
        next(...given) { note('next', this, ...given); return answer(result(++count > 2, count)); },
        return(...given) { note('return', this, ...given); return answer(result(true, 1)); },
        throw(...given) { note('throw', this, ...given); return answer(result(true, 1)); },
    };
};
handed.async = { [Symbol.asyncIterator]() { note('iterator', this); return methods(later); } };
handed.sync = { [Symbol.iterator]() { note('iterator', this); return methods((result) => ({ done: result.done, value: later(1) })); } };

//// victim
const variable = new AsyncContext.Variable();
mine.ended = false;
const here = () => { same(variable.get(), secret); same(handed.tag.get(), 'unset'); same(tenant(), 'victim'); };
async function* delegating(iterable) { here(); yield* iterable; here(); }
await variable.run(secret, async () => {
    for (const iterable of [handed.async, handed.sync]) {
        let steps = 0;
        for await (const _ of iterable) { here(); steps++; }
        here();
        for await (const _ of iterable) { here(); break; }
        here();
        for await (const _ of delegating(iterable)) { here(); steps++; }
        here();
        same(steps, 4);
        for (const end of ['return', 'throw']) {
            const generator = delegating(iterable);
            await generator.next();
            here();
            await generator[end](1);
            here();
        }
    }
});
same(handed.tag.get(), 'unset');
mine.ended = true;

//// attacker
assert(mine.seen.every((line) => line.endsWith(' victim')), mine.seen.join());
for (const what of ['iterator', 'next', 'done', 'value', 'return', 'throw']) assert(mine.seen.includes(`${what} victim`), what);
same(tenant(), 'attacker');

//// victim
assert(mine.ended);
