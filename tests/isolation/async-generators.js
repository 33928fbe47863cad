// clause: AsyncGeneratorStart, AsyncGeneratorDrainQueue
// holds: requests of the attacker to an async generator of the victim run its body in the context of the victim, and settle in that of the attacker

//// victim
const variable = new AsyncContext.Variable();
mine.steps = 0;
async function* body() {
    for (;;) {
        same(variable.get(), secret);
        same(tenant(), 'victim');
        await null;
        same(variable.get(), secret);
        mine.steps++;
        try { yield mine.steps; } catch { same(variable.get(), secret); }
    }
}
await variable.run(secret, async () => { handed.generator = body(); await handed.generator.next(); });

//// attacker
const { generator } = handed;
const tag = new AsyncContext.Variable();
const { next, return: end, throw: fail } = Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})()));
await tag.run('evil', async () => {
    const here = (result) => { leak(result, result?.value); same(tag.get(), 'evil'); same(tenant(), 'attacker'); };
    here(await generator.next());
    // Three requests that wait for each other.
    const queued = [next.call(generator), fail.call(generator, 1), next.call(generator)];
    here();
    for (const promise of queued) here(await promise);
    for await (const value of generator) { here({ value }); break; }
    here(await end.call(generator, 1));
    here(await generator.next());
});
same(tag.get(), undefined);

//// victim
assert(mine.steps >= 5);
