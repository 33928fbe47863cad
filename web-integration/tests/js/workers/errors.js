// clause: HTML: error events of workers

const { inline, message, failure, end } = worker_tools();

promise_test(async () => {
  const worker = inline(() => { setTimeout(() => { throw new TypeError("m"); }); });
  const event = await failure(worker);
  assert_true(event instanceof ErrorEvent);
  assert_true(event.isTrusted && event.cancelable && !event.bubbles);
  assert_equals(event.target, worker);
  assert_equals(event.message, "Uncaught TypeError: m");
  assert_equals(event.filename, "data:");
  assert_equals(event.lineno, 1);
  assert_true(event.colno > 1);
  assert_equals(event.error, null);
  assert_equals(event.asyncContext, null);
  await delay(5);
  assert_equals(take_reports().length, 0);
}, "an exception in a worker is an error event of the Worker");

promise_test(async () => {
  const worker = inline(() => { onmessage = () => { throw 1; }; throw "first"; });
  assert_equals((await failure(worker)).message, "Uncaught first");
  worker.postMessage(1);
  assert_equals((await failure(worker)).message, "Uncaught 1");
  end();
}, "a worker lives on after an exception");

promise_test(async () => {
  const worker = inline(() => {
    onmessage = () => postMessage("still there");
    Promise.reject(new Error("rejected"));
  });
  const log = [];
  worker.onerror = () => log.push("error");
  let unhandled = 0;
  const listener = () => unhandled++;
  addEventListener("unhandledrejection", listener);
  await until(async () => {
    worker.postMessage(1);
    return await message(worker);
  });
  const isThere = "AsyncContext" in globalThis;
  const reports = isThere ? await until(async () => { const taken = take_reports(); return taken.length > 0 && taken; }) : [];
  removeEventListener("unhandledrejection", listener);
  assert_equals(log.length + unhandled, 0, "no event of the parent");
  assert_equals(reports.length, isThere ? 1 : 0);
  if (isThere) assert_true(`${reports[0].error ?? reports[0].reason}`.includes("rejected (in the worker data:"), String(reports[0].error));
  end();
}, "an unhandled rejection in a worker is no event of the parent, but the host is told");

promise_test(async () => {
  const worker = inline(() => {
    onerror = (message) => { postMessage(message); return true; };
    onunhandledrejection = (event) => { postMessage(event.reason); return false; };
    Promise.reject("rejected");
    throw new Error("m");
  });
  const log = [];
  worker.onmessage = (event) => log.push(event.data);
  worker.onerror = () => log.push("unreached");
  while (log.length < 2) await delay(2);
  await delay(20);
  assert_array_equals(log.sort(), ["Uncaught Error: m", "rejected"]);
}, "a worker's own listeners come first, and may prevent it");

promise_test(async () => {
  const events = [];
  const listener = (event) => { events.push(event); event.preventDefault(); };
  addEventListener("error", listener);
  const worker = inline(() => { throw new Error("m"); });
  let own = 0;
  worker.onerror = () => { own++; };
  while (events.length === 0) await delay(2);
  removeEventListener("error", listener);
  assert_equals(own, 1);
  assert_equals(events[0].target, globalThis);
  assert_equals(events[0].error.message.split(" (")[0], "Error: m");
  assert_equals(take_reports().length, 0);
}, "what the Worker's listeners do not prevent is an exception of the parent");

promise_test(async () => {
  inline(() => { throw new Error("m"); });
  let reports;
  while ((reports = take_reports()).length === 0) await delay(2);
  assert_equals(reports.length, 1);
  assert_true(reports[0].error.message.startsWith("Error: m (in the worker data::1:"), reports[0].error.message);
}, "and reported, if nobody prevents it");

promise_test(async () => {
  const worker = inline(() => {
    const inner = new Worker("data:,throw new Error('inner')");
    inner.onerror = (event) => { postMessage(event.message); };
  });
  const heard = message(worker);
  const event = await failure(worker);
  assert_equals(await heard, "Uncaught Error: inner");
  assert_true(event.message.startsWith("Uncaught Error: Error: inner (in the worker"), event.message);
}, "an exception in a nested worker goes up to where it is prevented");

promise_test(async () => {
  const event = await failure(new Worker("../../workers/no such file.js"));
  assert_true(event instanceof ErrorEvent);
  assert_true(event.message.includes("no such file.js"), event.message);
  assert_true((await failure(new Worker("http://localhost/x.js"))).message.includes("http:"));
  assert_true((await failure(new Worker("data:nothing"))).message.includes("data:"));
  assert_true((await failure(new Worker("../../workers/no such file.mjs", { type: "module" }))).message.includes("no such"));
}, "a script that cannot be loaded");

promise_test(async () => {
  for (const type of ["classic", "module"]) {
    const event = await failure(new Worker("data:,let a;%0A  let let;", { type }));
    assert_true(event.message.startsWith("Uncaught SyntaxError"), event.message);
    assert_equals(event.lineno, 2);
    assert_equals(event.filename, "data:");
  }
}, "a script that cannot be parsed");

promise_test(async () => {
  const event = await failure(new Worker("../../workers/bad_import.mjs", { type: "module" }));
  assert_true(event.message.includes("missing.mjs"), event.message);
}, "a module that cannot import");

promise_test(async () => {
  new Worker("../../workers/no such file.js");
  let reports;
  while ((reports = take_reports()).length === 0) await delay(2);
  assert_equals(reports.length, 1);
}, "a script that cannot be loaded is reported, if nobody prevents it");

promise_test(async () => {
  const worker = inline(() => { (function f() { f(); })(); });
  const event = await failure(worker);
  assert_true(event.message.length > 0);
}, "a recursion without end");
