// clause: HTML: MessageChannel, MessagePort

const received = (port) => {
  const log = [];
  port.onmessage = (event) => log.push(event.data);
  return log;
};

test(() => {
  const channel = new MessageChannel();
  assert_true(channel.port1 instanceof MessagePort);
  assert_true(channel.port2 instanceof EventTarget);
  assert_not_equals(channel.port1, channel.port2);
  assert_equals(channel.port1, channel.port1);
  assert_throws_js(TypeError, () => new MessagePort());
  assert_throws_js(TypeError, () => MessageChannel());
  const { get } = Object.getOwnPropertyDescriptor(MessageChannel.prototype, "port1");
  assert_throws_js(TypeError, () => get.call({}));
  for (const name of ["postMessage", "start", "close"]) {
    assert_throws_js(TypeError, () => MessagePort.prototype[name].call(new EventTarget(), 1));
    assert_throws_js(TypeError, () => MessagePort.prototype[name].call(undefined, 1));
  }
  const handler = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
  assert_throws_js(TypeError, () => handler.set.call(new EventTarget(), () => {}));
  assert_equals(MessagePort.prototype.postMessage.length, 1);
}, "the interfaces");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = function (event) {
    log.push(this === port2, event instanceof MessageEvent, event.isTrusted, event.bubbles, event.cancelable, event.target === port2,
      event.data, event.origin, event.lastEventId, event.source, event.ports.length, Object.isFrozen(event.ports));
  };
  port1.postMessage("m");
  assert_equals(log.length, 0, "not at once");
  await null;
  assert_equals(log.length, 0, "nor as a microtask");
  await turns();
  assert_array_equals(log, [true, true, true, false, false, true, "m", "", "", null, 0, true]);
}, "a message event");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const [one, two] = [received(port1), received(port2)];
  for (let i = 0; i < 5; i++) {
    port1.postMessage({ i });
    port2.postMessage(-i);
  }
  await turns();
  assert_array_equals(one, [-0, -1, -2, -3, -4]);
  assert_array_equals(two.map(({ i }) => i), [0, 1, 2, 3, 4]);
}, "messages go both ways, in order");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (event) => {
    log.push(event.data);
    Promise.resolve().then(() => log.push(`microtask of ${event.data}`));
  };
  port1.postMessage(1);
  port1.postMessage(2);
  await turns();
  assert_array_equals(log, [1, "microtask of 1", 2, "microtask of 2"]);
}, "each message is a task of its own");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener("message", (event) => log.push(event.data));
  port1.postMessage(1);
  port1.postMessage(2);
  await turns();
  assert_array_equals(log, [], "addEventListener does not start it");
  port2.start();
  port1.postMessage(3);
  assert_array_equals(log, []);
  await turns();
  assert_array_equals(log, [1, 2, 3]);
  port2.start();
  await turns();
  assert_array_equals(log, [1, 2, 3], "starting it again does nothing");
}, "messages wait until the port is started");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(1);
  port2.onmessage = null;
  await turns();
  const log = [];
  port2.addEventListener("message", (event) => log.push(event.data));
  port1.postMessage(2);
  await turns();
  assert_array_equals(log, [2], "setting onmessage starts it, even to null");
}, "a started port does not wait for listeners");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = received(port2);
  const closes = [];
  port1.onclose = () => closes.push("port1");
  port2.onclose = (event) => closes.push(event.type, event instanceof MessageEvent, event.target === port2);
  port1.postMessage(1);
  port1.close();
  port1.postMessage(2);
  port1.close();
  port2.postMessage(3);
  await turns();
  assert_array_equals(log, [1], "what was sent before still arrives");
  assert_array_equals(closes, ["close", false, true], "the other port is told, once");
}, "close");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = received(port2);
  port1.postMessage(1);
  port2.close();
  await turns();
  port2.onmessage = () => log.push("again");
  port2.start();
  await turns();
  assert_array_equals(log, [], "a closed port receives nothing");
  assert_throws_dom("DataCloneError", () => structuredClone(1, { transfer: [port2] }));
}, "closing the receiver");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = received(port2);
  const buffer = new ArrayBuffer(4);
  port1.postMessage(buffer, [buffer]);
  assert_equals(buffer.byteLength, 0);
  const other = new ArrayBuffer(5);
  port1.postMessage(other, { transfer: [other] });
  assert_equals(other.byteLength, 0);
  port1.postMessage(1, {});
  port1.postMessage(2, null);
  port1.postMessage(3, undefined);
  port1.postMessage(4, []);
  await turns();
  assert_array_equals(log.splice(0, 2).map((buffer) => buffer.byteLength), [4, 5]);
  assert_array_equals(log, [1, 2, 3, 4]);
}, "both overloads of postMessage");

test(() => {
  const { port1 } = new MessageChannel();
  assert_throws_js(TypeError, () => port1.postMessage());
  for (const wrong of [1, "transfer", true]) assert_throws_js(TypeError, () => port1.postMessage(1, wrong));
  assert_throws_js(TypeError, () => port1.postMessage(1, { transfer: 1 }));
  assert_throws_js(TypeError, () => port1.postMessage(1, [1]));
  assert_throws_js(TypeError, () => port1.postMessage(1, { [Symbol.iterator]: 1 }));
  assert_throws_dom("DataCloneError", () => port1.postMessage(1, [{}]));
  assert_throws_dom("DataCloneError", () => port1.postMessage(() => {}));
  assert_throws_dom("DataCloneError", () => port1.postMessage(port1));
  assert_throws_dom("DataCloneError", () => port1.postMessage(1, [port1]), "the port itself");
  assert_throws_exactly("thrown", () => port1.postMessage({ get a() { throw "thrown"; } }));
  port1.close();
  assert_throws_dom("DataCloneError", () => port1.postMessage(() => {}), "serialized though nobody listens");
}, "bad arguments of postMessage");

promise_test(async () => {
  const a = new MessageChannel();
  const b = new MessageChannel();
  b.port1.postMessage("queued");
  a.port1.postMessage({ port: b.port2 }, [b.port2]);
  b.port1.postMessage("in transit");
  assert_throws_dom("DataCloneError", () => a.port1.postMessage(1, [b.port2]), "it is detached");
  b.port2.postMessage("lost");
  const event = await new Promise((resolve) => { a.port2.onmessage = resolve; });
  const [port] = event.ports;
  assert_equals(event.ports.length, 1);
  assert_equals(event.data.port, port);
  assert_not_equals(port, b.port2);
  const log = [];
  port.addEventListener("message", (event) => log.push(event.data));
  b.port1.postMessage("arrived");
  await turns();
  assert_array_equals(log, [], "it has to be started");
  port.start();
  await turns();
  assert_array_equals(log, ["queued", "in transit", "arrived"]);
  const back = received(b.port1);
  port.postMessage("back");
  await turns();
  assert_array_equals(back, ["back"]);
}, "a port is transferred with the messages in its queue");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = received(port2);
  port2.postMessage(1);
  const moved = structuredClone(port1, { transfer: [port1] });
  assert_true(moved instanceof MessagePort);
  const mine = received(moved);
  moved.postMessage(2);
  await turns();
  assert_array_equals(mine, [1]);
  assert_array_equals(log, [2]);
}, "structuredClone transfers a port");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const closes = [];
  port1.onclose = () => closes.push("closed");
  port1.postMessage(1, [port2]);
  await turns();
  assert_throws_dom("DataCloneError", () => structuredClone(1, { transfer: [port2] }));
  assert_array_equals(closes, ["closed"], "nobody has it any more");
}, "a port that is sent to itself is lost");

promise_test(async () => {
  const a = new MessageChannel();
  const b = new MessageChannel();
  const closes = [];
  b.port1.onclose = () => closes.push("closed");
  a.port1.postMessage(1, [b.port2]);
  a.port2.close();
  await turns();
  assert_array_equals(closes, ["closed"]);
}, "a port in a message that nobody will read is closed");

promise_test(async () => {
  const a = new MessageChannel();
  const b = new MessageChannel();
  const closes = [];
  b.port1.onclose = () => closes.push("closed");
  a.port2.close();
  a.port1.postMessage(1, [b.port2]);
  await turns();
  assert_array_equals(closes, ["closed"]);
}, "so is one that is sent to a closed port");

promise_test(async () => {
  const a = new MessageChannel();
  const b = new MessageChannel();
  a.port1.postMessage(1, [b.port2]);
  b.port1.postMessage("before");
  b.port1.close();
  const { ports: [port] } = await new Promise((resolve) => { a.port2.onmessage = resolve; });
  const log = received(port);
  port.onclose = () => log.push("closed");
  await turns();
  assert_true(log.includes("closed"), "it is told when it arrives");
  assert_true(log.includes("before"));
}, "the other end is closed while a port is in transit");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (event) => { log.push(event.data); if (event.data === 1) throw "thrown"; };
  port1.postMessage(1);
  port1.postMessage(2);
  await turns();
  assert_array_equals(log, [1, 2]);
  assert_array_equals(take_reports().map((report) => report.error), ["thrown"]);
}, "a listener that throws is reported");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const value = { a: 1 };
  const log = received(port2);
  port1.postMessage(value);
  value.a = 2;
  await turns();
  assert_equals(log[0].a, 1, "cloned when it was sent");
}, "a message is what it was when it was sent");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(`data:text/javascript,${encodeURIComponent("onmessage = ({ data }) => { data.onmessage = () => {}; close(); }")}`);
  let closed = 0;
  port1.addEventListener("close", () => closed++);
  worker.postMessage(port2, [port2]);
  await until(() => closed > 0);
  await turns();
  assert_equals(closed, 1);
}, "a port is told once that the worker with the other port has ended");
