// clause: AsyncContext web integration: events on message ports and broadcast channels; structuredClone

const variable = new AsyncContext.Variable({ defaultValue: "none" });

promise_test(async () => {
  const { port1, port2 } = variable.run("created", () => new MessageChannel());
  const log = [];
  variable.run("registered", () => { port2.onmessage = (event) => log.push(`${event.data} ${variable.get()}`); });
  variable.run("posted", () => port1.postMessage("m"));
  await variable.run("waiting", () => turns());
  assert_array_equals(log, ["m none"]);
}, "MessagePort: message events run in the empty mapping, whoever made, posted or listens");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener("message", (event) => log.push(`${event.data} ${variable.get()}`));
  variable.run("first", () => port1.postMessage(1));
  variable.run("second", () => port1.postMessage(2));
  variable.run("started", () => port2.start());
  await turns();
  assert_array_equals(log, ["1 none", "2 none"]);
}, "MessagePort: also those that waited for start()");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  variable.run("registered", () => { port2.onclose = () => log.push(variable.get()); });
  variable.run("closed", () => port1.close());
  await turns();
  assert_array_equals(log, ["none"]);
}, "MessagePort: close events run in the empty mapping");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = async () => {
    variable.run("inner", () => setTimeout(() => log.push(variable.get())));
    await null;
    log.push(variable.get());
  };
  variable.run("posted", () => port1.postMessage(1));
  await turns();
  assert_array_equals(log, ["none", "inner"], "what a listener causes has what the listener sets");
}, "MessagePort: the continuation of a listener");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = () => log.push(variable.get());
  variable.run("outer", () => {
    port1.postMessage(1);
    port2.dispatchEvent(new MessageEvent("message"));
  });
  await turns();
  assert_array_equals(log, ["outer", "none"], "dispatchEvent is transparent");
}, "MessagePort: dispatchEvent on a port");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  const chain = (event) => {
    log.push(variable.get());
    if (event.data > 0) variable.run(`hop ${event.data}`, () => event.target === port2 ? port2.postMessage(event.data - 1) : port1.postMessage(event.data - 1));
  };
  port1.onmessage = port2.onmessage = chain;
  variable.run("begun", () => port1.postMessage(3));
  await turns();
  assert_array_equals(log, ["none", "none", "none", "none"]);
}, "MessagePort: nothing goes round between two ports");

promise_test(async () => {
  const a = new BroadcastChannel("propagation");
  const b = variable.run("created", () => new BroadcastChannel("propagation"));
  const log = [];
  variable.run("registered", () => { b.onmessage = (event) => log.push(`${event.data} ${variable.get()}`); });
  variable.run("posted", () => a.postMessage("m"));
  await turns();
  a.close();
  b.close();
  assert_array_equals(log, ["m none"]);
}, "BroadcastChannel: message events run in the empty mapping");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => { throw variable.run("never", () => "thrown"); };
  variable.run("posted", () => port1.postMessage(1));
  await turns();
  const [report] = take_reports();
  assert_equals(report.error, "thrown");
  assert_equals(report.asyncContext.run(() => variable.get()), "none");
}, "MessagePort: a listener that throws has the empty mapping for a cause");

test(() => {
  const log = [];
  const value = { get a() { log.push(variable.get()); return 1; } };
  variable.run("called", () => structuredClone(value));
  const { port1 } = new MessageChannel();
  variable.run("posted", () => port1.postMessage(value));
  assert_array_equals(log, ["called", "posted"]);
}, "structuredClone and postMessage call getters in the mapping of the call");

test(() => {
  const snapshot = variable.run("set", () => new AsyncContext.Snapshot());
  assert_throws_dom("DataCloneError", () => structuredClone(snapshot));
  assert_throws_dom("DataCloneError", () => structuredClone({ variable }));
  assert_throws_dom("DataCloneError", () => new MessageChannel().port1.postMessage(snapshot));
}, "no mapping can be sent");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  assert_true(await collected(() => {
    const value = {};
    variable.run(value, () => {
      port1.postMessage("waits: port2 was not started");
      port2.addEventListener("close", () => {});
    });
    return value;
  }), "neither the queue nor a listener holds a mapping");
  assert_true(await collected(() => {
    const value = {};
    variable.run(value, () => { port2.onmessage = () => {}; });
    return value;
  }), "nor does starting it");
  port1.close();
}, "MessagePort: nothing of the poster's mapping is held");

promise_test(async () => {
  const a = new BroadcastChannel("memory");
  const b = new BroadcastChannel("memory");
  b.onmessage = () => {};
  assert_true(await collected(() => {
    const value = {};
    variable.run(value, () => a.postMessage(1));
    return value;
  }));
  a.close();
  b.close();
}, "BroadcastChannel: nothing of the poster's mapping is held");

promise_test(async () => {
  const variable = new AsyncContext.Variable({ defaultValue: "none" });
  const log = [];
  const { port1, port2 } = new MessageChannel();
  const script = "onmessage = ({ data }) => { data.onmessage = () => {}; close(); }";
  const worker = variable.run("made", () => new Worker(`data:text/javascript,${encodeURIComponent(script)}`));
  variable.run("listening", () => { port1.onclose = () => log.push(variable.get()); });
  variable.run("posting", () => worker.postMessage(port2, [port2]));
  await until(() => log.length > 0);
  assert_array_equals(log, ["none"]);
}, "MessagePort: the close event for a worker that has ended runs in the empty mapping");
