// clause: AsyncContext web integration, an earlier draft: EventTarget.captureFallbackContext
// options: capture_fallback_context

const user = new AsyncContext.Variable({ name: "user", defaultValue: "none" });
const request = new AsyncContext.Variable({ name: "request", defaultValue: "no request" });
const as = (name, f) => user.run(name, f);
const seen = () => `${user.get()}/${request.get()}`;
const capture = (variables, f) => EventTarget.captureFallbackContext(variables, f);
const external = async (target, type = "a") => {
  $external(target, type);
  await settled(2);
};

promise_test(async () => {
  const target = new EventTarget();
  const log = [];
  let mapping;
  as("ann", () => request.run(7, () => {
    capture([user], () => target.addEventListener("a", () => {
      log.push(seen());
      mapping = new AsyncContext.Snapshot();
    }));
  }));
  as("adding", () => target.addEventListener("a", () => log.push(seen())));
  await external(target);
  assert_array_equals(log, ["ann/no request", "none/no request"]);
  assert_equals(mapping.run(seen), "ann/no request");
}, "for an external event a listener runs with the values of exactly these variables");

promise_test(async () => {
  const target = new EventTarget();
  const log = [];
  as("ann", () => capture([user], () => target.addEventListener("a", () => log.push(seen()))));
  target.dispatchEvent(new Event("a"));
  as("bob", () => target.dispatchEvent(new Event("a")));
  new AsyncContext.Snapshot().run(() => target.dispatchEvent(new Event("a")));
  setTimeout(() => target.dispatchEvent(new Event("a")));
  await settled(3);
  assert_array_equals(log, ["none/no request", "bob/no request", "none/no request", "none/no request"]);
}, "a dispatch of the program's is transparent, also in an empty mapping");

promise_test(async () => {
  const target = new EventTarget();
  const controller = new AbortController();
  const log = [];
  const note = (name) => () => log.push(`${name} ${user.get()}`);
  as("inner", () => capture([user], () => {
    target.addEventListener("inner", note("inner"));
    controller.signal.onabort = note("abort");
  }));
  as("outer", () => capture([user], () => target.addEventListener("a", () => {
    log.push(`a ${user.get()}`);
    target.dispatchEvent(new Event("inner"));
    as("bob", () => target.dispatchEvent(new Event("inner")));
    controller.abort();
  })));
  target.addEventListener("b", () => target.dispatchEvent(new Event("inner")));
  // A native function, which has no frame of its own.
  target.addEventListener("c", controller.signal.dispatchEvent.bind(controller.signal, new Event("abort")));
  await external(target);
  assert_array_equals(log.splice(0), ["a outer", "inner outer", "inner bob", "abort outer"]);
  await external(target, "b");
  await external(target, "c");
  assert_array_equals(log, ["inner none", "abort none"]);
}, "what an external event's listener causes is caused by it");

promise_test(async () => {
  const target = new EventTarget();
  const log = [];
  const add = (name) => target.addEventListener("a", () => log.push(`${name} ${user.get()}`));
  let release;
  const gate = new Promise((resolve) => { release = resolve; });
  as("ann", () => capture([user], async () => {
    add("sync");
    await null;
    add("await");
    setTimeout(() => add("timer"));
    gate.then(() => add("reaction"));
    queueMicrotask(() => add("microtask"));
    await as("bob", () => settled(2));
    // The value is that of the call, whatever it is now.
    as("carol", () => add("later"));
  }));
  add("outside");
  release();
  await settled(8);
  await external(target);
  assert_array_equals(log.sort(), [
    "await ann", "later ann", "microtask ann", "outside none", "reaction ann", "sync ann", "timer ann",
  ]);
}, "the extent is carried like the value of a variable");

promise_test(async () => {
  const target = new EventTarget();
  const log = [];
  const add = () => target.addEventListener("a", () => log.push(seen()));
  as("ann", () => request.run(1, () => capture([user], () => {
    as("bob", () => request.run(2, () => {
      capture([request], add);
      capture([user, request], add);
      capture([], add);
      capture([user, user], add);
    }));
    new AsyncContext.Snapshot().run(() => {});
    add();
  })));
  const empty = new AsyncContext.Snapshot();
  as("ann", () => capture([user], () => {
    empty.run(add);
    empty.run(() => capture([request], add));
  }));
  await external(target);
  assert_array_equals(log, ["ann/2", "bob/2", "ann/no request", "bob/no request", "ann/no request",
    "none/no request", "none/no request"]);
}, "nested calls add their variables, and shadow those of the outer ones");

promise_test(async () => {
  const target = new EventTarget();
  const log = [];
  const other = new AsyncContext.Variable({ defaultValue: "other" });
  as("ann", () => capture([user, other], () => {
    const unset = new AsyncContext.Variable();
    user.run(undefined, () => capture([user, unset], () => {
      target.addEventListener("a", () => log.push(user.get(), other.get(), unset.get()));
    }));
  }));
  await external(target);
  assert_array_equals(log, [undefined, "other", undefined]);
}, "undefined is a value, and a variable that is not set has its default");

promise_test(async () => {
  const signal = new AbortController().signal;
  const log = [];
  const note = (name) => () => log.push(`${name} ${user.get()}`);
  as("ann", () => capture([user], () => { signal.onabort = note("first"); }));
  await external(signal, "abort");
  as("bob", () => capture([user], () => { signal.onabort = note("second"); }));
  await external(signal, "abort");
  signal.onabort = note("third");
  await external(signal, "abort");
  assert_array_equals(log, ["first ann", "second bob", "third none"]);
}, "event handler attributes take it along, too, each time they are set");

promise_test(async () => {
  const target = new EventTarget();
  const log = [];
  const listener = { handleEvent() { log.push(user.get()); } };
  as("ann", () => capture([user], () => target.addEventListener("a", listener)));
  as("bob", () => capture([user], () => target.addEventListener("a", listener)));
  as("bob", () => capture([user], () => target.addEventListener("a", listener, { capture: true, once: true })));
  await external(target);
  await external(target);
  assert_array_equals(log, ["bob", "ann", "ann"]);
}, "a listener that is there already stays as it is");

promise_test(async () => {
  const target = new EventTarget();
  as("ann", () => capture([user], () => target.addEventListener("a", () => { throw 1; })));
  const log = [];
  target.addEventListener("a", () => log.push(user.get()));
  await external(target);
  const [report] = take_reports();
  assert_equals(report.error, 1);
  assert_equals(report.asyncContext.run(seen), "ann/no request");
  assert_array_equals(log, ["none"]);
}, "what such a listener throws is reported with its mapping");

promise_test(async () => {
  const target = new EventTarget();
  const log = [];
  as("ann", () => capture([user], () => target.addEventListener("a", async () => {
    await null;
    log.push(user.get());
    target.addEventListener("b", () => log.push(`b ${user.get()}`));
  })));
  await external(target);
  await external(target, "b");
  assert_array_equals(log, ["ann", "b none"]);
}, "what such a listener starts goes on with the values, and adds listeners without any");

promise_test(async () => {
  const log = [];
  const signal = as("called", () => AbortSignal.timeout(2));
  as("ann", () => capture([user], () => { signal.onabort = () => log.push(user.get()); }));
  await settled(8);
  assert_array_equals(log, ["called"]);
}, "an event with a holder has a cause");

test(() => {
  const target = new EventTarget();
  const log = [];
  as("ann", () => capture([user], () => target.addEventListener("a", () => log.push(user.get()))));
  as("bob", () => {
    $externalNow(target, "a");
    log.push(user.get());
  });
  as("bob", () => target.dispatchEvent(new Event("a")));
  assert_array_equals(log, ["ann", "bob", "bob"]);
}, "an external event in the middle of something else leaves nothing behind");

test(() => {
  const log = [];
  const result = as("ann", () => capture([user], function (...args) {
    log.push(this === undefined || this === globalThis, args.length, user.get());
    return "result";
  }));
  assert_equals(result, "result");
  assert_array_equals(log, [true, 0, "ann"]);
  assert_throws_exactly(1, () => capture([user], () => { throw 1; }));
  assert_equals(EventTarget.captureFallbackContext.length, 2);
  assert_false("captureFallbackContext" in EventTarget.prototype);
}, "the callback runs at once, in the current mapping; its result is that of the call");

test(() => {
  for (const args of [[], [[]], [undefined, () => {}], [1, () => {}], [{}, () => {}], [[], {}], [[], undefined],
    [[user, {}], () => {}], [[AsyncContext.Variable.prototype], () => {}], [[new AsyncContext.Snapshot()], () => {}],
    [[undefined], () => {}], [user, () => {}]]) {
    let called = false;
    if (typeof args[1] === "function") args[1] = () => { called = true; };
    assert_throws_js(TypeError, () => EventTarget.captureFallbackContext(...args));
    assert_false(called);
  }
  assert_equals(capture(new Set([user, request]), () => 5), 5, "any iterable will do");
  assert_throws_exactly(1, () => capture({ get [Symbol.iterator]() { throw 1; } }, () => {}));
}, "the arguments are checked");

promise_test(async () => {
  const log = [];
  const listen = (type) => as("ann", () => capture([user], () => addEventListener(type, (event) => {
    event.preventDefault();
    log.push(`${type} ${seen()}`);
  }, { once: true })));
  listen("error");
  as("bob", () => request.run(1, () => setTimeout(() => { throw 1; })));
  await settled(2);
  listen("error");
  as("bob", () => reportError(1));
  listen("error");
  const target = new EventTarget();
  target.addEventListener("a", () => { throw 1; });
  await external(target);
  listen("unhandledrejection");
  as("bob", () => { Promise.reject(1); });
  await settled(2);
  assert_array_equals(log, [
    "error ann/no request", "error ann/no request", "error ann/no request", "unhandledrejection ann/no request",
  ]);
}, "nobody causes the events of errors and rejections");
