// clause: memory: what a listener that is gone held can be collected

const fire = (target) => target.dispatchEvent(new Event("a"));

promise_test(async () => {
  const target = new EventTarget();
  const kept = await collected(() => {
    const f = () => {};
    target.addEventListener("a", f);
    return f;
  });
  assert_equals(kept, false);
  fire(target);
}, "a listener is held by its target (the other tests could not tell otherwise)");

promise_test(async () => {
  const target = new EventTarget();
  assert_true(await collected(() => {
    const f = () => {};
    target.addEventListener("a", f);
    target.removeEventListener("a", f);
    return f;
  }));
  fire(target);
}, "a removed listener is released");

promise_test(async () => {
  const target = new EventTarget();
  assert_true(await collected(() => {
    const f = () => {};
    target.addEventListener("a", f, { once: true });
    fire(target);
    return f;
  }));
  fire(target);
}, "a once listener is released when it was called");

promise_test(async () => {
  const target = new EventTarget();
  const controller = new AbortController();
  assert_true(await collected(() => {
    const f = () => {};
    target.addEventListener("a", f, { signal: controller.signal });
    controller.abort();
    return f;
  }));
  fire(target);
  assert_true(controller.signal.aborted);
}, "a listener that its signal has removed is released by both");

promise_test(async () => {
  const target = new EventTarget();
  const controller = new AbortController();
  assert_true(await collected(() => {
    const f = () => {};
    target.addEventListener("a", f, { signal: controller.signal });
    target.removeEventListener("a", f);
    return f;
  }));
  assert_true(await collected(() => {
    const f = () => {};
    target.addEventListener("a", f, { signal: controller.signal, once: true });
    fire(target);
    return f;
  }));
  fire(target);
  controller.abort();
}, "a listener that was removed otherwise is not held by its signal");

promise_test(async () => {
  const controller = new AbortController();
  assert_true(await collected(() => {
    const target = new EventTarget();
    target.addEventListener("a", () => target, { signal: controller.signal });
    return target;
  }));
  controller.abort();
}, "a signal does not hold the targets of the listeners that it would remove");

promise_test(async () => {
  const event = new Event("a");
  let weak;
  await (async () => {
    const target = new EventTarget();
    target.addEventListener("a", () => {});
    weak = new WeakRef(target);
    target.dispatchEvent(event);
  })();
  await gc();
  assert_true(weak.deref() !== undefined);
  event.initEvent("a");
  await gc();
  assert_equals(weak.deref(), undefined);
}, "an event holds its target until it is initialized anew");

promise_test(async () => {
  const controller = new AbortController();
  assert_true(await collected(() => {
    const f = () => {};
    controller.signal.onabort = f;
    controller.signal.onabort = () => {};
    return f;
  }));
  assert_true(await collected(() => {
    const f = () => {};
    controller.signal.onabort = f;
    controller.signal.onabort = null;
    return f;
  }));
  controller.abort();
}, "a handler that was replaced or set to null is released");

promise_test(async () => {
  const variable = new AsyncContext.Variable();
  const target = new EventTarget();
  assert_true(await collected(() => {
    const value = {};
    variable.run(value, () => target.addEventListener("a", () => {}));
    variable.run(value, () => fire(target));
    return value;
  }));
  assert_equals(variable.get(), undefined);
  fire(target);
}, "neither a listener nor a dispatch holds a mapping");
