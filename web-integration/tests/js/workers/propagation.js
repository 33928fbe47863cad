// clause: AsyncContext web integration: workers

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const { inline, message, end } = worker_tools();

const settled = async (log, length) => { while (log.length < length) await delay(2); };

promise_test(async () => {
  const log = [];
  const worker = variable.run("constructed", () => inline(() => { onmessage = (event) => postMessage(event.data); }));
  variable.run("registered", () => { worker.onmessage = (event) => log.push(`${event.data} ${variable.get()}`); });
  variable.run("posted", () => worker.postMessage(1));
  variable.run("posted again", () => worker.postMessage(2));
  await variable.run("waiting", () => settled(log, 2));
  end();
  assert_array_equals(log, ["1 none", "2 none"]);
}, "Worker: message events run in the empty mapping");

promise_test(async () => {
  const log = [];
  const worker = variable.run("constructed", () => inline(() => {
    const variable = new AsyncContext.Variable({ defaultValue: "none" });
    const log = [variable.get()];
    variable.run("registered", () => { onmessage = (event) => { log.push(variable.get()); if (event.data) variable.run("posted back", () => postMessage(log.join())); }; });
  }));
  worker.onmessage = (event) => log.push(event.data);
  variable.run("posted", () => { worker.postMessage(0); worker.postMessage(1); });
  await settled(log, 1);
  end();
  assert_array_equals(log, ["none,none,none"]);
}, "Worker: in the worker, too; its script begins in the empty mapping");

promise_test(async () => {
  const log = [];
  const worker = variable.run("constructed", () => inline(() => { setTimeout(() => { throw 1; }, 2); }));
  variable.run("registered", () => { worker.onerror = (event) => { log.push(variable.get(), event.asyncContext); return false; }; });
  await variable.run("waiting", () => settled(log, 2));
  assert_array_equals(log, ["none", null]);
}, "Worker: error events of an exception in the worker run in the empty mapping, and tell of no other");

promise_test(async () => {
  const log = [];
  const listen = (worker) => variable.run("registered", () => {
    worker.onerror = (event) => { log.push(variable.get()); return false; };
  });
  listen(variable.run("first", () => new Worker("/nowhere/a.js")));
  await variable.run("waiting", () => settled(log, 1));
  listen(variable.run("second", () => new Worker("data:,let let;")));
  await settled(log, 2);
  listen(variable.run("third", () => new Worker("data:,let let;", { type: "module" })));
  await settled(log, 3);
  listen(new Worker("http://x/"));
  await settled(log, 4);
  assert_array_equals(log, ["first", "second", "third", "none"]);
}, "Worker: error events of a script that cannot be loaded or parsed run in the constructor's mapping");

promise_test(async () => {
  const log = [];
  for (const name of ["a", "b"]) {
    const worker = variable.run(name, () => new Worker(`/nowhere/${name}.js`));
    worker.onerror = (event) => { log.push(`${event.message.includes(`${name}.js`)} ${name} ${variable.get()}`); return false; };
  }
  await settled(log, 2);
  assert_array_equals(log.sort(), ["true a a", "true b b"]);
}, "Worker: two that overlap have a mapping each");

promise_test(async () => {
  variable.run("constructed", () => new Worker("/nowhere/a.js"));
  let reports;
  while ((reports = take_reports()).length === 0) await delay(2);
  assert_equals(reports[0].asyncContext.run(() => variable.get()), "constructed");
  inline(() => { throw 1; });
  while ((reports = take_reports()).length === 0) await delay(2);
  assert_equals(reports[0].asyncContext.run(() => variable.get()), "none");
}, "Worker: the reports have the same mappings");

promise_test(async () => {
  const log = [];
  const worker = inline(() => { onmessage = () => {}; });
  worker.onmessage = () => log.push(variable.get());
  variable.run("dispatched", () => worker.dispatchEvent(new MessageEvent("message")));
  end();
  assert_array_equals(log, ["dispatched"]);
}, "Worker: dispatchEvent on it is transparent");

promise_test(async () => {
  const log = [];
  for (const name of ["bad_import", "bad_link"]) {
    const worker = variable.run(name, () => new Worker(`../../workers/${name}.mjs`, { type: "module" }));
    variable.run("registered", () => { worker.onerror = () => { log.push(variable.get()); return false; }; });
    await settled(log, log.length + 1);
  }
  const thrown = variable.run("constructed", () => new Worker("data:,setTimeout(() => { throw 2; }, 2); throw 1;", { type: "module" }));
  thrown.onerror = (event) => { log.push(event.message, variable.get()); return false; };
  await settled(log, 6);
  assert_array_equals(log, ["bad_import", "bad_link", "Uncaught 1", "none", "Uncaught 2", "none"]);
}, "Worker: so do those of a module whose imports cannot be loaded or linked, but not those of its body");

promise_test(async () => {
  // One that is still busy with its script, and one of each kind that listens.
  const busy = () => { postMessage(1); for (;;); };
  const listening = () => { onmessage = () => postMessage(1); };
  for (const [body, type] of [[busy, "classic"], [listening, "classic"], [listening, "module"]]) {
    const value = await (async () => {
      const value = {};
      const worker = variable.run(value, () => inline(body, { type }));
      worker.postMessage(1);
      await message(worker);
      return new WeakRef(value);
    })();
    await gc();
    assert_equals(value.deref(), undefined, `${type} ${body}`);
  }
  end();
}, "Worker: once the script is loaded nothing holds the constructor's mapping");
