// clause: node:async_hooks createHook
// holds: hooks of the attacker hear of resources of its own realm only: they do not get those of the victim, and cannot make its calls fail
// realms: two

//// attacker
mine.heard = [];
mine.hook = asyncHooks.createHook({
    init(id, type, trigger, resource) { mine.heard.push(type); leak(resource); mine.tenant = resource.runInAsyncScope(tenant); },
    before() { mine.heard.push('before'); throw new Error('by the attacker'); },
    after() { mine.heard.push('after'); throw new Error('by the attacker'); },
    destroy() { mine.heard.push('destroy'); },
}).enable();

//// victim
const storage = new asyncHooks.AsyncLocalStorage();
storage.run(secret, () => {
    const resource = new asyncHooks.AsyncResource('of the victim');
    same(resource.runInAsyncScope(() => storage.getStore()), secret);
    asyncHooks.AsyncLocalStorage.bind(() => same(storage.getStore(), secret))();
    asyncHooks.AsyncLocalStorage.snapshot()(() => same(storage.getStore(), secret));
    resource.emitDestroy();
});
mine.count = 0;
asyncHooks.createHook({ init() { mine.count++; } }).enable();
new asyncHooks.AsyncResource('of the victim');
same(mine.count, 1, 'its own hooks hear of it');

//// attacker
same(mine.heard.join(), '');
same(mine.tenant, undefined);
mine.hook.disable();
