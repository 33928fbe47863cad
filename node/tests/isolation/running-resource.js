// clause: node:async_hooks executionAsyncResource
// holds: the attacker, called while a resource of the victim runs, does not get that resource
// realms: two

//// attacker
handed.f = () => {
    mine.resource = asyncHooks.executionAsyncResource();
    mine.numbers = [asyncHooks.executionAsyncId(), asyncHooks.triggerAsyncId()];
    leak(mine.resource);
};

//// victim
const storage = new asyncHooks.AsyncLocalStorage();
storage.run(secret, () => {
    const resource = new asyncHooks.AsyncResource('of the victim');
    resource.secret = secret;
    mine.resource = resource;
    resource.runInAsyncScope(() => {
        same(asyncHooks.executionAsyncResource(), resource);
        handed.f();
    });
});
handed.resource = mine.resource;
delete mine.resource.secret;

//// attacker
assert(mine.resource !== handed.resource);
same(mine.numbers.join(), '0,0');
