// clause: the first thing that a program sets is entered

const { AsyncLocalStorage } = asyncHooks;
const storage = new AsyncLocalStorage();
const seen = [];
const timer = new Promise((resolve) => setTimeout(() => { storage.enterWith("timer"); resolve(); }, 0));
const done = timer.then(() => new Promise((resolve) => setTimeout(() => { seen.push(storage.getStore()); resolve(); }, 0)));

promise_test(async () => {
  await done;
  assert_array_equals(seen, [undefined]);
}, "it does not outlive its job");
