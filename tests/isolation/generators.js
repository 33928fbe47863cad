// clause: generator resumption
// holds: who resumes a generator neither changes the context of its body nor gets it

//// victim
const variable = new AsyncContext.Variable();
mine.steps = 0;
function* body() {
    for (;;) {
        same(variable.get(), secret);
        same(tenant(), 'victim');
        mine.steps++;
        try { yield variable.get === undefined; } catch {} finally { same(variable.get(), secret); }
    }
}
handed.generator = variable.run(secret, () => { const generator = body(); generator.next(); return generator; });
same(variable.get(), undefined);

//// attacker
const { generator } = handed;
const tag = new AsyncContext.Variable();
const own = (function* () {})();
const { next, return: end, throw: fail } = Object.getPrototypeOf(Object.getPrototypeOf(own));
const check = (result) => { leak(result, result.value); same(tenant(), 'attacker'); same(tag.get(), 'evil'); };
tag.run('evil', () => {
    check(generator.next());
    check(next.call(generator, 1));
    check(fail.call(generator, new Error()));
    check(Reflect.apply(generator.next, generator, []));
    for (const value of { [Symbol.iterator]: () => generator }) { leak(value); same(tag.get(), 'evil'); break; }
    check(end.call(generator, 1));
});
await tag.run('evil', async () => { await null; check(generator.next()); });
leak(generator, Object.getOwnPropertyDescriptors(generator));
throws('TypeError', () => next.call({}));
throws('TypeError', () => next.call(new Proxy(generator, {})));

//// victim
assert(mine.steps > 3);
