// clause: node:async_hooks AsyncLocalStorage
// holds: methods of AsyncLocalStorage work on nothing but the storage itself, and one storage is never another, whatever its name

//// victim
mine.storage = new asyncHooks.AsyncLocalStorage({ name: 'request' });
mine.storage.run(secret, () => {
    handed.snapshot = asyncHooks.AsyncLocalStorage.snapshot();
    handed.resource = new asyncHooks.AsyncResource('handed');
    handed.context = new AsyncContext.Snapshot();
});

//// attacker
const { AsyncLocalStorage, AsyncResource } = asyncHooks;
const own = new AsyncLocalStorage({ name: 'request' });
const variable = new AsyncContext.Variable({ name: 'request' });
const { getStore, run, exit, enterWith, disable } = AsyncLocalStorage.prototype;
for (const within of [handed.snapshot, (f) => handed.resource.runInAsyncScope(f), (f) => handed.context.run(f)]) {
    within(() => {
        leak(own.getStore(), variable.get());
        for (const impostor of [{}, variable, handed.resource, handed.snapshot, new Proxy(own, {}), Object.create(own), AsyncLocalStorage.prototype]) {
            throws('TypeError', () => getStore.call(impostor));
            throws('TypeError', () => run.call(impostor, 1, () => {}));
            throws('TypeError', () => exit.call(impostor, () => {}));
            throws('TypeError', () => enterWith.call(impostor, 1));
            throws('TypeError', () => disable.call(impostor));
        }
        throws('TypeError', () => AsyncContext.Variable.prototype.get.call(own));
    });
}
own.disable();
own.exit(() => leak(own.getStore()));
leak(handed.snapshot, handed.resource, Object.getOwnPropertyDescriptors(handed.resource), handed.resource.asyncId());

//// victim
same(handed.snapshot(() => mine.storage.getStore()), secret);
