// clause: generators run where they were made

const { AsyncLocalStorage } = asyncHooks;

test(() => {
  const storage = new AsyncLocalStorage();
  const numbers = storage.run("made", () => (function* () {
    for (;;) yield storage.getStore();
  })());
  assert_equals(storage.run("used", () => numbers.next().value), onNode ? "used" : "made");
  assert_equals(numbers.next().value, onNode ? undefined : "made");
}, "a generator has the store of the place where it was made; in Node, where it is resumed");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const numbers = storage.run("made", () => (async function* () {
    yield storage.getStore();
    await null;
    yield storage.getStore();
  })());
  const used = (f) => storage.run("used", f);
  assert_equals((await used(() => numbers.next())).value, onNode ? "used" : "made");
  assert_equals((await used(() => numbers.next())).value, onNode ? "used" : "made");
}, "so has an async generator");
