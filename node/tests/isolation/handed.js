// clause: node:async_hooks AsyncResource.prototype.runInAsyncScope
// possible: a resource, a bound function or a snapshot that was handed over runs code of the attacker in its context

//// victim
const storage = new asyncHooks.AsyncLocalStorage();
storage.run(secret, () => {
    handed.resource = new asyncHooks.AsyncResource('handed');
    handed.snapshot = asyncHooks.AsyncLocalStorage.snapshot();
    handed.bound = asyncHooks.AsyncLocalStorage.bind((f) => f());
});

//// attacker
same(handed.resource.runInAsyncScope(tenant), 'victim');
same(handed.snapshot(tenant), 'victim');
same(handed.bound(tenant), 'victim');
same(asyncHooks.AsyncResource.prototype.runInAsyncScope.call(handed.resource, tenant), 'victim');
leak(handed.resource, handed.snapshot, handed.bound, handed.resource.bind(() => {}));
same(tenant(), 'attacker');
