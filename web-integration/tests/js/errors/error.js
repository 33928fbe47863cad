// clause: HTML: report an exception, reportError; AsyncContext web integration: error events

const variable = new AsyncContext.Variable({ defaultValue: "none" });

// Collects the error events that `f` causes, in a mapping of its own.
const errors = async (f, handle = (event) => event.preventDefault()) => {
  const events = [];
  const listener = (event) => {
    events.push({ event, mapping: variable.get() });
    return handle(event);
  };
  variable.run("registered", () => addEventListener("error", listener));
  try {
    await f();
    await delay(2);
  } finally {
    removeEventListener("error", listener);
  }
  return events;
};
const cause = (event) => event.asyncContext.run(() => variable.get());

promise_test(async () => {
  const error = new Error("m");
  const [{ event, mapping }, ...rest] = await errors(() => variable.run("set", () => setTimeout(() => { throw error; })));
  assert_equals(rest.length, 0);
  assert_true(event instanceof ErrorEvent);
  assert_true(event.isTrusted);
  assert_true(event.cancelable);
  assert_false(event.bubbles);
  assert_equals(event.target, globalThis);
  assert_equals(event.error, error);
  assert_equals(event.message, "Uncaught Error: m");
  assert_true(event.filename.endsWith("error.js"), event.filename);
  assert_true(event.lineno > 20 && event.lineno < 40, `${event.lineno}`);
  assert_true(event.colno > 1, `${event.colno}`);
  assert_equals(mapping, "none", "the empty mapping, not that of the registration, nor that of the cause");
  assert_true(event.asyncContext instanceof AsyncContext.Snapshot);
  assert_equals(cause(event), "set");
  assert_equals(take_reports().length, 0, "it was prevented");
}, "an exception of a timer");

promise_test(async () => {
  const [{ event, mapping }] = await errors(() => {
    const target = new EventTarget();
    variable.run("added", () => target.addEventListener("a", () => variable.run("inner", () => { throw 1; })));
    variable.run("dispatched", () => target.dispatchEvent(new Event("a")));
  });
  assert_equals(event.error, 1);
  assert_equals(event.message, "Uncaught 1");
  assert_equals(mapping, "none");
  assert_equals(cause(event), "inner", "the mapping of the throw");
}, "an exception of a listener");

promise_test(async () => {
  const log = [];
  await errors(() => {
    variable.run("dispatcher", () => {
      const target = new EventTarget();
      target.addEventListener("a", () => { throw 1; });
      target.addEventListener("a", () => log.push(variable.get()));
      target.dispatchEvent(new Event("a"));
      log.push(variable.get());
    });
  }, (event) => { log.push(`error in ${variable.get()}`); event.preventDefault(); });
  assert_array_equals(log, ["error in none", "dispatcher", "dispatcher"]);
}, "the error event is fired at once, and the mapping is back for the next listener");

promise_test(async () => {
  const value = {};
  const events = await errors(() => variable.run("called", () => {
    reportError(value);
    queueMicrotask(() => reportError(undefined));
  }));
  assert_array_equals(events.map(({ event }) => event.error), [value, undefined]);
  assert_array_equals(events.map(({ mapping }) => mapping), ["none", "none"]);
  assert_array_equals(events.map(({ event }) => cause(event)), ["called", "called"]);
  assert_equals(events[0].event.message, "Uncaught an object");
  assert_equals(events[1].event.message, "Uncaught undefined");
}, "reportError takes the current mapping as the cause");

promise_test(async () => {
  const error = new Error("m");
  const events = await errors(() => {
    try {
      variable.run("thrown", () => { throw error; });
    } catch {}
    variable.run("called", () => reportError(error));
  });
  assert_array_equals(events.map(({ event }) => cause(event)), ["called"]);
}, "reportError does so for an error that was thrown, and caught, in another mapping, too");

test(() => {
  assert_throws_js(TypeError, () => reportError());
  assert_equals(reportError.length, 1);
}, "reportError needs an argument");

promise_test(async () => {
  const error = new Error("m");
  variable.run("set", () => setTimeout(() => { throw error; }));
  await delay(2);
  const [report] = take_reports();
  assert_equals(report.error, error);
  await errors(() => reportError(error), () => {});
  assert_equals(take_reports().length, 1, "with a listener that does not prevent it");
}, "what no listener prevents is reported");

promise_test(async () => {
  const log = [];
  onerror = function (...args) {
    log.push(this === globalThis, variable.get(), ...args);
    return true;
  };
  const error = new TypeError("m");
  variable.run("called", () => reportError(error));
  onerror = null;
  assert_equals(take_reports().length, 0, "true cancels");
  const [isGlobal, mapping, message, file, line, column, value, ...rest] = log;
  assert_true(isGlobal);
  assert_equals(mapping, "none");
  assert_equals(message, "Uncaught TypeError: m");
  assert_true(file.endsWith("error.js"), file);
  assert_true(line > 90 && column > 1);
  assert_equals(value, error);
  assert_equals(rest.length, 0);
}, "onerror is called with five arguments, and true cancels");

promise_test(async () => {
  for (const kept of [false, undefined, 1, "true", {}]) {
    onerror = () => kept;
    reportError(1);
    assert_equals(take_reports().length, 1, String(kept));
  }
  onerror = {};
  reportError(1);
  assert_equals(take_reports().length, 1, "an object that cannot be called");
  onerror = null;
}, "anything else that onerror returns does not cancel");

test(() => {
  const log = [];
  onerror = (...args) => { log.push(args.length, args[0] instanceof Event); return false; };
  assert_false(dispatchEvent(new Event("error", { cancelable: true })), "false cancels an event that is no ErrorEvent");
  assert_true(dispatchEvent(new ErrorEvent("error", { cancelable: true })), "but no ErrorEvent");
  onerror = null;
  assert_array_equals(log, [1, true, 5, false]);
}, "only an ErrorEvent has the five arguments");

test(() => {
  const details = { message: "m", filename: "f", lineno: 3, colno: 4, error: 5 };
  let seen;
  onerror = (...args) => { seen = args; return true; };
  assert_false(dispatchEvent(new ErrorEvent("error", { ...details, cancelable: true })));
  assert_array_equals(seen, ["m", "f", 3, 4, 5]);
  onerror = null;
}, "the arguments are those of the event");

promise_test(async () => {
  const events = await errors(() => reportError("first"), (event) => { if (event.error === "first") throw "second"; });
  assert_array_equals(events.map(({ event }) => event.error), ["first"], "not fired for its own listener");
  const reports = take_reports();
  assert_array_equals(reports.map((report) => report.error), ["second", "first"]);
}, "an exception of an error listener is reported, and fires no further event");

promise_test(async () => {
  const events = await errors(() => reportError(1), (event) => { event.preventDefault(); throw 2; });
  const again = await errors(() => reportError(3));
  assert_equals(events.length, 1);
  assert_equals(again.length, 1, "later errors fire events again");
  assert_array_equals(take_reports().map((report) => report.error), [2]);
}, "a listener that prevents and throws");

promise_test(async () => {
  const log = [];
  const error = { get name() { log.push("name"); return "n"; }, get message() { log.push("message"); return "m"; } };
  const [{ event }] = await errors(() => reportError(error));
  assert_equals(event.message, "Uncaught an object");
  const changed = new Error("m");
  Object.defineProperty(changed, "stack", { get() { log.push("stack"); return ""; } });
  await errors(() => reportError(changed));
  assert_array_equals(log, []);
}, "no code of the program runs for the message");

promise_test(async () => {
  const messages = [];
  for (const value of ["text", 1n, null, Symbol("s"), () => {}, new Error(), new Error("a\nb"), new DOMException("m", "AbortError"),
    Object.assign(new Error("m"), { name: "Own" })]) {
    const [{ event }] = await errors(() => reportError(value));
    messages.push(event.message);
    assert_equals(event.error, value);
  }
  assert_array_equals(messages, ["Uncaught text", "Uncaught 1n", "Uncaught null", "Uncaught Symbol(s)", "Uncaught a function",
    "Uncaught Error", "Uncaught Error: a\nb", "Uncaught AbortError: m", "Uncaught Own: m"]);
}, "the message of other values");

promise_test(async () => {
  const held = [];
  assert_true(await collected(async () => {
    const value = {};
    const events = await errors(() => variable.run(value, () => reportError(1)));
    held.push(events.map(({ event }) => event.error));
    return value;
  }), "the event is gone");
  let event;
  assert_false(await collected(async () => {
    const value = {};
    [{ event }] = await errors(() => variable.run(value, () => reportError(1)));
    return value;
  }), "the event holds the mapping of the cause");
  assert_true(event.asyncContext instanceof AsyncContext.Snapshot);
}, "the mapping of a cause is held by its event alone");

promise_test(async () => {
  const log = [];
  await errors(async () => {
    variable.run("first", () => setTimeout(() => { throw "first"; }, 1));
    variable.run("second", () => setTimeout(() => { throw "second"; }, 1));
    await delay(5);
  }, (event) => { log.push(`${event.error} by ${cause(event)}`); event.preventDefault(); });
  assert_array_equals(log, ["first by first", "second by second"]);
}, "two errors have their own causes");

promise_test(async () => {
  const events = await errors(() => {
    const report = (value) => reportError(value);
    for (const value of [1, "text", { an: "object" }, undefined]) report(value);
  });
  assert_equals(events.length, 4);
  for (const { event } of events) {
    assert_true(event.filename.endsWith("error.js"), event.filename);
    assert_true(event.lineno > 90 && event.colno > 1, `${event.lineno}:${event.colno}`);
  }
}, "what has no place of its own is reported with the place of reportError");

promise_test(async () => {
  // Web IDL: a callback is cleaned up after, and then its exception is reported.
  const throws = (name) => () => {
    queueMicrotask(() => { throw `${name}, microtask`; });
    throw name;
  };
  const told = async (f) => (await errors(() => variable.run("set", f))).map(({ event }) => `${event.error}: ${cause(event)}`);
  const order = (name) => [`${name}, microtask: set`, `${name}: set`];
  assert_array_equals(await told(() => setTimeout(throws("timer"))), order("timer"));
  assert_array_equals(await told(() => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = (event) => {
      port1.close();
      variable.run("set", throws("listener"));
    };
    port1.postMessage(1);
  }), order("listener"));
  const frame = () => {
    requestAnimationFrame(throws("frame"));
    return new Promise(requestAnimationFrame);
  };
  assert_array_equals(await told(frame), order("frame"));
  assert_array_equals(await told(() => new EventTarget().dispatchEvent(new Event("a"))), []);
  const target = new EventTarget();
  target.addEventListener("a", throws("nested"));
  // Code of the program is running, so the microtask waits.
  assert_array_equals(await told(() => target.dispatchEvent(new Event("a"))), order("nested").reverse());
}, "an exception is reported after the microtasks of its callback, and both reach the listener");
