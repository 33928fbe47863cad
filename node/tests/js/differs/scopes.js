// clause: where enterWith ends

const { AsyncLocalStorage, AsyncResource } = asyncHooks;
const contained = (f) => new AsyncResource("contained").runInAsyncScope(f);

test(() => {
  const a = new AsyncLocalStorage();
  const b = new AsyncLocalStorage();
  contained(() => {
    a.run(1, () => b.enterWith(2));
    assert_equals(b.getStore(), onNode ? 2 : undefined);
  });
  contained(() => {
    a.exit(() => b.enterWith(2));
    assert_equals(b.getStore(), onNode ? 2 : undefined);
  });
}, "a run ends what was entered in it for any storage; in Node for its own only");

test(() => {
  const storage = new AsyncLocalStorage();
  contained(() => {
    storage.run(undefined, () => storage.enterWith(2));
    assert_equals(storage.getStore(), onNode ? 2 : undefined);
  });
}, "a run with the store that is there already is a scope; in Node it is none");

test(() => {
  const storage = new AsyncLocalStorage();
  const target = new EventTarget();
  const seen = [];
  target.addEventListener("e", () => { seen.push(storage.getStore()); storage.enterWith(1); });
  target.addEventListener("e", () => seen.push(storage.getStore()));
  contained(() => {
    target.dispatchEvent(new Event("e"));
    seen.push(storage.getStore());
  });
  assert_array_equals(seen, onNode ? [undefined, 1, 1] : [undefined, undefined, undefined]);
}, "what a listener enters ends with its call; in Node the next listener and the dispatcher see it");

test(() => {
  const storage = new AsyncLocalStorage();
  contained(() => {
    const seen = [];
    const numbers = (function* () {
      storage.enterWith(1);
      seen.push(storage.getStore());
      yield;
      seen.push(storage.getStore());
    })();
    numbers.next();
    seen.push(storage.getStore());
    numbers.next();
    assert_array_equals(seen, onNode ? [1, 1, 1] : [1, undefined, undefined]);
  });
}, "what a generator enters ends when it yields; in Node the code that resumes it sees it");
