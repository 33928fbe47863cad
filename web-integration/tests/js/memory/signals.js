// clause: memory: signals live as long as they can be aborted and somebody listens, and hold nothing for longer

const variable = new AsyncContext.Variable();

promise_test(async () => {
  const controller = new AbortController();
  assert_true(await collected(() => AbortSignal.any([controller.signal])));
  controller.abort();
}, "a source does not hold a dependent signal that nobody listens to");

promise_test(async () => {
  const controller = new AbortController();
  const log = [];
  await (async () => {
    AbortSignal.any([AbortSignal.any([controller.signal])]).onabort = () => log.push("fired");
  })();
  await gc();
  controller.abort();
  assert_array_equals(log, ["fired"]);
}, "a forgotten dependent signal with a listener still fires");

promise_test(async () => {
  const controller = new AbortController();
  const other = new AbortController();
  assert_true(await collected(() => {
    const signal = AbortSignal.any([controller.signal, other.signal]);
    const f = () => {};
    signal.addEventListener("abort", f);
    signal.onabort = f;
    signal.removeEventListener("abort", f);
    signal.onabort = null;
    return signal;
  }), "after the last listener was removed");
  assert_true(await collected(() => {
    const signal = AbortSignal.any([controller.signal, other.signal]);
    signal.onabort = () => {};
    other.abort();
    return signal;
  }), "after it was aborted by another source");
  controller.abort();
}, "a dependent signal is released when it no longer can tell anybody");

promise_test(async () => {
  const controller = new AbortController();
  const target = new EventTarget();
  let calls = 0;
  await (async () => {
    target.addEventListener("a", () => calls++, { signal: AbortSignal.any([controller.signal]) });
  })();
  await gc();
  controller.abort();
  target.dispatchEvent(new Event("a"));
  assert_equals(calls, 0);
}, "a forgotten dependent signal still removes its listeners");

promise_test(async () => {
  assert_true(await collected(() => {
    const controller = new AbortController();
    controller.signal.onabort = () => controller;
    AbortSignal.any([controller.signal]).onabort = () => controller;
    return controller.signal;
  }));
}, "a controller, its signal and what depends on it are collected together");

promise_test(async () => {
  const controller = new AbortController();
  for (let i = 0; i < 100; i++) AbortSignal.any([controller.signal]);
  const last = AbortSignal.any([controller.signal]);
  await gc();
  for (let i = 0; i < 100; i++) AbortSignal.any([controller.signal]);
  controller.abort("r");
  assert_equals(last.reason, "r");
}, "a living dependent signal is aborted, however many were collected");

promise_test(async () => {
  // A day away: none of them fires.
  assert_true(await collected(() => AbortSignal.timeout(86_400_000)));
  assert_true(await collected(() => {
    const value = {};
    variable.run(value, () => AbortSignal.timeout(86_400_000));
    return value;
  }), "the mapping");
}, "a pending timeout that nobody refers to is collected with its mapping");

promise_test(async () => {
  const made = async (ms) => {
    const value = {};
    const signal = variable.run(value, () => AbortSignal.timeout(ms));
    signal.onabort = () => {};
    return [signal, new WeakRef(value)];
  };
  const [pending, held] = await made(86_400_000);
  await gc();
  assert_true(held.deref() !== undefined, "held while it is pending");
  pending.onabort = null;
  const [signal, weak] = await made(20);
  await until(() => signal.aborted);
  await gc();
  assert_equals(weak.deref(), undefined, "let go when it has fired");
}, "a timeout holds its mapping until it has fired, and its listeners and the signal do not");

promise_test(async () => {
  const log = [];
  await (async () => {
    const value = { name: "value" };
    variable.run(value, () => AbortSignal.timeout(20)).onabort = () => log.push(variable.get().name);
  })();
  await gc();
  await until(() => log.length > 0);
  assert_array_equals(log, ["value"]);
}, "a forgotten timeout with a listener still fires, in its mapping");

promise_test(async () => {
  assert_true(await collected(() => {
    const signal = AbortSignal.timeout(500);
    signal.onabort = () => {};
    signal.onabort = null;
    return signal;
  }));
}, "a timeout whose last listener was removed is collected");

promise_test(async () => {
  const log = [];
  let dependent;
  await (async () => {
    AbortSignal.any([AbortSignal.timeout(20)]).onabort = () => log.push("fired");
    dependent = AbortSignal.any([AbortSignal.timeout(20)]);
  })();
  await gc();
  await delay(40);
  assert_array_equals(log, ["fired"]);
  assert_true(dependent.aborted, "also if nobody listens");
}, "a signal that depends on a forgotten timeout is aborted");

promise_test(async () => {
  // A collection may take longer than a timeout is pending, so longer ones are tried, too.
  for (const ms of [30, 1_000, 30_000]) {
    const target = new EventTarget();
    const log = [];
    await (async () => {
      target.addEventListener("a", () => log.push("heard"), { signal: AbortSignal.timeout(ms) });
    })();
    await gc();
    target.dispatchEvent(new Event("a"));
    if (log.length === 0 && ms < 30_000) continue;
    assert_array_equals(log.splice(0), ["heard"], "it is pending after the collection");
    await delay(ms + 20);
    target.dispatchEvent(new Event("a"));
    assert_array_equals(log, []);
    return;
  }
}, "a forgotten timeout still removes its listeners");

promise_test(async () => {
  const dependents = [];
  assert_true(await collected(() => {
    const controller = new AbortController();
    dependents.push(AbortSignal.any([controller.signal]));
    return controller.signal;
  }), "which cannot be aborted any more");
  assert_false(dependents[0].aborted);
}, "a dependent signal does not hold a source");

promise_test(async () => {
  const signal = AbortSignal.abort();
  assert_true(await collected(() => {
    const target = new EventTarget();
    target.addEventListener("a", () => {}, { signal });
    return target;
  }));
  assert_true(signal.aborted);
}, "an aborted signal takes hold of nothing");

promise_test(async () => {
  const controller = new AbortController();
  let dependent;
  assert_true(await collected(() => {
    const timeout = AbortSignal.timeout(500);
    dependent = AbortSignal.any([controller.signal, timeout]);
    controller.abort("r");
    return timeout;
  }));
  assert_equals(dependent.reason, "r");
}, "an aborted signal lets go of a pending timeout that it depended on");

promise_test(async () => {
  const controller = new AbortController();
  assert_true(await collected(() => {
    const signal = AbortSignal.any([controller.signal]);
    signal.addEventListener("other", () => {});
    return signal;
  }));
  controller.abort();
}, "a listener of another type does not keep a dependent signal");
