// clause: NewPromiseCapability
// holds: a promise of a class of the attacker, with its own species, executor and resolving functions, does not move the handlers of the victim to another context

//// attacker
const tag = new AsyncContext.Variable({ defaultValue: 'unset' });
handed.tag = tag;
class Evil extends Promise {
    constructor(executor) {
        super((resolve, reject) => {
            leak(executor, resolve, reject);
            executor((value) => tag.run('evil', resolve, value), (reason) => tag.run('evil', reject, reason));
        });
    }
    static get [Symbol.species]() { return Evil; }
}
handed.promise = tag.run('evil', () => new Evil((resolve) => { mine.resolve = resolve; }));
handed.foreign = Promise.resolve(1);
handed.foreign.constructor = { [Symbol.species]: function (executor) { leak(executor); executor((v) => leak(v), (v) => leak(v)); } };

//// victim
const variable = new AsyncContext.Variable();
mine.seen = 0;
const here = () => { same(variable.get(), secret); same(handed.tag.get(), 'unset'); same(tenant(), 'victim'); mine.seen++; };
variable.run(secret, () => {
    handed.promise.then(here).then(here);
    handed.promise.finally(here);
    Promise.all([handed.promise]).then(here);
    Promise.race([handed.promise]).then(here);
    handed.foreign.then(here);
    Promise.prototype.then.call(handed.promise, here);
    (async () => { await handed.promise; here(); await handed.foreign; here(); })();
});
same(handed.tag.get(), 'unset');

//// attacker
mine.resolve(1);
same(handed.tag.get(), 'unset');

//// victim
same(mine.seen, 9);
