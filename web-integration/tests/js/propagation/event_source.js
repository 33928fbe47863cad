// clause: AsyncContext web integration: EventSource captures at construction, messages are external

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();
let keys = 0;
const url = (scripts, options = {}) => {
  const query = new URLSearchParams({ key: `esp-${Math.random()}-${keys++}`, ...options });
  scripts.forEach((script, i) => query.set(`c${i}`, script));
  return `${$origin}/sse?${query}`;
};

promise_test(async () => {
  const log = [];
  const source = inside("made", () => new EventSource(url(["retry: 1\ndata: a\n\nevent: named\ndata: b\n\n", "data: c\n\n"])));
  const end = inside("registered", () => new Promise((resolve) => {
    for (const type of ["open", "message", "named", "error"]) {
      source.addEventListener(type, () => {
        log.push(`${type}: ${now()}`);
        if (source.readyState === 2) resolve();
      });
    }
  }));
  await inside("waiting", () => end);
  assert_array_equals(log, ["open: made", "message: none", "named: none", "error: made", "open: made", "message: none",
    "error: made", "error: made"]);
}, "open and error run in the mapping of the construction, also after it is connected again; messages in the empty one");

promise_test(async () => {
  const log = [];
  const sources = ["one", "two"].map((name) => inside(name, () => new EventSource(url(["data: a\n\n"], { hold: 1 }))));
  for (const source of sources) {
    inside("handler", () => {
      source.onopen = () => log.push(now());
      source.onmessage = () => { log.push(now()); source.close(); };
    });
  }
  const empty = new EventSource(url(["data: a\n\n"], { type: "text/plain" }));
  empty.onerror = () => log.push(now());
  await until(() => log.length === 5);
  assert_array_equals(log.sort(), ["none", "none", "none", "one", "two"]);
}, "several sources, one of them in the empty mapping");

promise_test(async () => {
  const log = [];
  const source = inside("made", () => new EventSource(url(["data: a\n\n"], { hold: 1 })));
  source.onmessage = source.onopen = source.onerror = (event) => log.push(`${event.type}: ${now()}`);
  inside("fired", () => {
    source.dispatchEvent(new MessageEvent("message"));
    source.dispatchEvent(new Event("open"));
  });
  assert_array_equals(log.splice(0), ["message: fired", "open: fired"]);
  await until(() => log.length === 2);
  inside("closing", () => source.close());
  inside("later", () => source.dispatchEvent(new Event("error")));
  assert_array_equals(log, ["open: made", "message: none", "error: later"]);
}, "a dispatch of the program's own is transparent");

promise_test(async () => {
  const log = [];
  const source = inside("made", () => new EventSource(url(["data: a\n\n"], { hold: 1 })));
  source.onopen = async () => {
    await null;
    log.push(now());
    setTimeout(() => log.push(now()), 1);
  };
  source.onmessage = () => inside("message", () => queueMicrotask(() => log.push(now())));
  await until(() => log.length === 3);
  source.close();
  assert_array_equals(log, ["made", "message", "made"]);
}, "what listeners start goes on in their mapping");

// The mapping's value, and the source that is kept after `end` was done with it.
const releases = async (url, end) => {
  let weak;
  const kept = await (async () => {
    const value = {};
    weak = new WeakRef(value);
    const source = variable.run(value, () => new EventSource(url));
    source.onopen = source.onmessage = source.onerror = () => {};
    return source;
  })();
  await gc();
  assert_true(weak.deref() !== undefined, "held while it may fire");
  await end(kept);
  await gc();
  assert_equals(weak.deref(), undefined, "let go");
  return kept;
};

promise_test(async () => {
  await releases(`${$origin}/silent`, async (source) => source.close());
  await releases(url(["data: a\n\n"], { hold: 1 }), async (source) => {
    await until(() => source.readyState === 1);
    source.close();
  });
  const key = `held-${Math.random()}`;
  await releases(`${$origin}/held?key=${key}&parts=late`, async (source) => {
    await release(key, 2);
    await until(() => source.readyState === 2);
  });
}, "the source holds the mapping until it is closed or fails");

promise_test(async () => {
  assert_true(await collected(async () => {
    const source = new EventSource(url(["data: a\n\n"], { hold: 1 }));
    source.onopen = source.onmessage = () => source;
    await until(() => source.readyState === 1);
    source.close();
    return source;
  }), "closed");
  assert_true(await collected(async () => {
    const source = new EventSource(`${$origin}/echo`);
    source.onerror = () => source;
    await until(() => source.readyState === 2);
    return source;
  }), "failed");
}, "a source that is closed is collected with its listeners");

promise_test(async () => {
  const log = [];
  await (async () => {
    const source = variable.run({ name: "value" }, () => new EventSource(`${$origin}/delay?ms=40`));
    source.onerror = () => log.push(now().name);
  })();
  await gc();
  await until(() => log.length === 1);
  assert_array_equals(log, ["value"]);
}, "a forgotten source that waits still fires, in its mapping");
