// clause: memory: a listener holds the values of captureFallbackContext, and only those
// options: capture_fallback_context

const variable = new AsyncContext.Variable();
const other = new AsyncContext.Variable();

promise_test(async () => {
  const target = new EventTarget();
  const f = () => {};
  const [value, others] = await (async () => {
    const [value, others] = [{}, {}];
    variable.run(value, () => other.run(others, () => {
      EventTarget.captureFallbackContext([variable], () => target.addEventListener("a", f));
    }));
    return [new WeakRef(value), new WeakRef(others)];
  })();
  await gc();
  assert_true(value.deref() !== undefined, "the known price");
  assert_equals(others.deref(), undefined, "the rest of the mapping is not held");
  target.removeEventListener("a", f);
  await gc();
  assert_equals(value.deref(), undefined, "until it is removed");
}, "a listener holds the values as long as it lives");

promise_test(async () => {
  assert_true(await collected(() => {
    const value = {};
    variable.run(value, () => EventTarget.captureFallbackContext([variable], () => {
      new EventTarget().addEventListener("a", () => value);
    }));
    return value;
  }), "with its target");
  const target = new EventTarget();
  assert_true(await collected(() => {
    const value = {};
    variable.run(value, () => EventTarget.captureFallbackContext([variable], () => {
      target.addEventListener("a", () => {}, { once: true });
    }));
    target.dispatchEvent(new Event("a"));
    return value;
  }), "with a listener that was for once");
  const { signal } = new AbortController();
  assert_true(await collected(() => {
    const value = {};
    variable.run(value, () => EventTarget.captureFallbackContext([variable], () => { signal.onabort = () => {}; }));
    signal.onabort = () => {};
    return value;
  }), "with a handler that was replaced");
  assert_true(await collected(() => {
    const value = {};
    variable.run(value, () => EventTarget.captureFallbackContext([variable], () => {}));
    target.addEventListener("a", () => {});
    return value;
  }), "the call itself holds nothing");
}, "they go with the listener");
