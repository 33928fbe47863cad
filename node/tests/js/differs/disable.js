// clause: AsyncLocalStorage.prototype.disable

const { AsyncLocalStorage } = asyncHooks;

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const other = new AsyncLocalStorage();
  const seen = [];
  await storage.run(1, async () => {
    const inner = other.run(2, () => AsyncLocalStorage.snapshot());
    const same = AsyncLocalStorage.snapshot();
    const later = Promise.resolve().then(() => storage.getStore());
    storage.disable();
    seen.push(storage.getStore(), same(() => storage.getStore()), inner(() => storage.getStore()), await later);
  });
  assert_array_equals(seen, onNode ? [undefined, undefined, 1, undefined] : [undefined, 1, 1, 1]);
}, "what was captured before it keeps its store; in Node only what was captured in other runs");

test(() => {
  const storage = new AsyncLocalStorage();
  const other = new AsyncLocalStorage();
  const seen = storage.run(1, () => {
    other.run(2, () => storage.disable());
    return storage.getStore();
  });
  assert_equals(seen, onNode ? undefined : 1);
}, "it ends with the scope, as enterWith does; in Node the scopes around it see it");
