// clause: HTML events of AsyncContext: message events between ports that were never transferred; MessagePort
// options: propagate_ports

const variable = new AsyncContext.Variable({ defaultValue: "none" });

promise_test(async () => {
  const { port1, port2 } = variable.run("created", () => new MessageChannel());
  const log = [];
  variable.run("registered", () => { port2.onmessage = (event) => log.push(`${event.data} ${variable.get()}`); });
  variable.run("first", () => port1.postMessage(1));
  port1.postMessage(2);
  variable.run("third", () => port1.postMessage(3));
  await turns();
  assert_array_equals(log, ["1 first", "2 none", "3 third"]);
}, "a message event runs in the mapping of its postMessage()");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port1.onmessage = () => log.push(variable.get());
  port2.onmessage = () => { log.push(variable.get()); port2.postMessage("back"); };
  variable.run("ping", () => port1.postMessage(1));
  await turns();
  assert_array_equals(log, ["ping", "ping"]);
}, "an answer from the listener carries it back");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener("message", (event) => log.push(`${event.data} ${variable.get()}`));
  variable.run("posted", () => port1.postMessage(1));
  variable.run("started", () => port2.start());
  await turns();
  assert_array_equals(log, ["1 posted"]);
}, "also if the message waited for start()");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const carrier = new MessageChannel();
  const moved = new Promise((resolve) => { carrier.port2.onmessage = (event) => resolve(event.ports[0]); });
  variable.run("posted before", () => port1.postMessage(1));
  variable.run("moved", () => carrier.port1.postMessage(null, [port2]));
  const port = await moved;
  const log = [];
  variable.run("registered", () => { port.onmessage = (event) => log.push(`${event.data} ${variable.get()}`); });
  variable.run("posted after", () => port1.postMessage(2));
  await turns();
  assert_array_equals(log, ["1 none", "2 none"]);
}, "a port that was transferred gets its events in the empty mapping, also those of messages that it brought along");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const carrier = new MessageChannel();
  const moved = new Promise((resolve) => { carrier.port2.onmessage = (event) => resolve(event.ports[0]); });
  carrier.port1.postMessage(null, [port1]);
  const port = await moved;
  const log = [];
  port2.onmessage = () => log.push(variable.get());
  variable.run("posted", () => port.postMessage(1));
  await turns();
  assert_array_equals(log, ["none"]);
}, "so does a port whose other port was transferred");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onclose = () => log.push(variable.get());
  variable.run("closed", () => port1.close());
  const channel = new BroadcastChannel("propagate_ports");
  const other = new BroadcastChannel("propagate_ports");
  const heard = new Promise((resolve) => { other.onmessage = () => resolve(variable.get()); });
  variable.run("broadcast", () => channel.postMessage(1));
  log.push(await heard);
  channel.close();
  other.close();
  await turns();
  assert_array_equals(log.sort(), ["none", "none"]);
}, "close events and broadcasts keep their rule");

promise_test(async () => {
  // What a scheduler does: it posts to itself, and calls in the listener what was given to it.
  const { port1, port2 } = new MessageChannel();
  const tasks = [];
  port2.onmessage = () => tasks.shift()();
  const schedule = (task) => { tasks.push(task); port1.postMessage(null); };
  const seen = await Promise.all(["a", "b"].map((id) => variable.run(id, () => new Promise((resolve) => schedule(() => resolve(variable.get()))))));
  assert_array_equals(seen, ["a", "b"]);
}, "a scheduler over a channel keeps the contexts of its tasks");
