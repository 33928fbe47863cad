// What the victim does after each attack, with functions that it has captured before: it sees its own value in each way in which
// the language carries it, and none outside. An array of two functions: the second one is called after collections of garbage.
(() => {
    const { apply, defineProperty: define } = Reflect;
    const { Variable, Snapshot } = AsyncContext;
    const run = Variable.prototype.run, get = Variable.prototype.get;
    const runSnapshot = Snapshot.prototype.run, wrap = Snapshot.wrap;
    const PromiseHere = Promise;
    const { then, catch: catches, finally: lastly } = Promise.prototype;
    const combinators = [Promise.all, Promise.allSettled, Promise.any, Promise.race];
    const next = (function* () {})().__proto__.__proto__.next;
    const asyncNext = (async function* () {})().__proto__.__proto__.next;
    const Registry = FinalizationRegistry;
    const variable = new Variable();
    // Alive until the end.
    let registry, told = 0;

    const work = async (secret, same, tenant, resumed) => {
        const seen = () => apply(get, variable, []);
        const here = (value, where) => { same(seen(), value, where); same(tenant(), 'victim', where); };
        function* generator() { here(secret, 'a generator'); yield 1; here(secret, 'a generator, again'); }
        async function* asyncGenerator() { here(secret, 'an async generator'); yield 1; await null; here(secret, 'an async generator, again'); }
        function* delegating() { yield* generator(); here(secret, 'after yield*'); }
        async function* asyncDelegating() { yield* asyncGenerator(); here(secret, 'after async yield*'); }
        let suspended, suspendedAsync, snapshot, wrapped;
        // The secret can be reached from each callback, so whoever hears of one has it.
        const own = (f) => { define(f, 'kept', { __proto__: null, value: secret }); return f; };
        let release;
        const gate = new PromiseHere((resolve) => { release = resolve; });
        const work = own(async () => {
            here(secret, 'in run');
            suspended = generator(); apply(next, suspended, []);
            suspendedAsync = asyncGenerator(); await apply(asyncNext, suspendedAsync, []);
            here(secret, 'after an await');
            snapshot = new Snapshot();
            wrapped = apply(wrap, Snapshot, [own(() => here(secret, 'wrapped'))]);
            registry = new Registry(own(() => { here(secret, 'a cleanup callback'); told++; }));
            // Not with `apply`, which may be the attacker's and keep what it is given.
            registry.register({ __proto__: null }, 1);
            apply(then, gate, [own(() => here(secret, 'a handler'))]);
            apply(lastly, gate, [own(() => here(secret, 'a handler of finally'))]);
            for (let i = 0; i < combinators.length; i++) {
                const combined = apply(combinators[i], PromiseHere, [[gate]]);
                apply(then, combined, [own(() => here(secret, 'a handler of a combinator'))]);
            }
            await gate;
            here(secret, 'after the gate');
            for (let i = 0; i < combinators.length; i++) {
                await apply(combinators[i], PromiseHere, [[gate, 1]]);
                here(secret, 'after a combinator');
            }
            try { await apply(lastly, gate, [own(() => { here(secret, 'a last handler'); throw 1; })]); } catch { here(secret, 'after finally'); }
            const failing = (async () => { await null; throw 1; })();
            // `catch` gives its callback to the `then` that it finds.
            await apply(catches, failing, [() => here(secret, 'a handler of catch')]);
            await { __proto__: null, then: own((resolve) => { here(secret, 'a thenable'); resolve(1); }) };
            here(secret, 'after a thenable');
            for (const _ of delegating()) here(secret, 'in a loop');
            for await (const _ of [gate, 1]) here(secret, 'in for await');
            for await (const _ of asyncDelegating()) here(secret, 'in for await of an async generator');
            here(secret, 'after for await');
            const { call } = await import('data:text/javascript,export%20const%20call%20=%20(f)%20=>%20f()');
            here(secret, 'after an import');
            call(own(() => here(secret, 'called by a module')));
        });
        const done = apply(run, variable, [secret, work]);
        here(undefined, 'after run');
        apply(run, variable, [2, own(() => { apply(then, gate, [own(() => here(2, 'another handler'))]); })]);
        await null; await null; await null; await null; await null;
        here(undefined, 'outside');
        apply(run, variable, [3, release]);
        await done;
        here(undefined, 'after the work');
        if (resumed) {
            apply(next, suspended, []);
            await apply(asyncNext, suspendedAsync, []);
        }
        apply(runSnapshot, snapshot, [own(() => here(secret, 'in the snapshot'))]);
        wrapped();
        try { apply(run, variable, [secret, own(() => { throw 1; })]); } catch {}
        here(undefined, 'after an exception');
    };

    const collected = async (secret, same, tenant, waits) => {
        if (waits) same(told, 1, 'the cleanup callback was called');
    };
    return [work, collected];
})()
