// clause: HTML: BroadcastChannel

let names = 0;
const open = (count, name = `broadcast ${names++}`) => {
  const channels = Array.from({ length: count }, () => new BroadcastChannel(name));
  return [...channels, () => channels.forEach((channel) => channel.close())];
};

test(() => {
  const channel = new BroadcastChannel(7);
  assert_equals(channel.name, "7");
  assert_true(channel instanceof EventTarget);
  assert_equals(BroadcastChannel.length, 1);
  channel.close();
  channel.close();
  assert_throws_js(TypeError, () => new BroadcastChannel());
  assert_throws_js(TypeError, () => BroadcastChannel("a"));
  assert_throws_js(TypeError, () => new BroadcastChannel(Symbol()));
  for (const name of ["postMessage", "close"]) {
    assert_throws_js(TypeError, () => BroadcastChannel.prototype[name].call(new EventTarget(), 1));
  }
  const { get } = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, "name");
  assert_throws_js(TypeError, () => get.call(new MessageChannel().port1));
}, "the interface");

promise_test(async () => {
  const [a, b, c, close] = open(3);
  const [other, closeOther] = open(1);
  const log = [];
  for (const [channel, name] of [[a, "a"], [b, "b"], [c, "c"], [other, "other"]]) {
    channel.onmessage = (event) => log.push(`${name} ${event.data.m}`, event.target === channel, event.isTrusted);
  }
  a.postMessage({ m: 1 });
  assert_equals(log.length, 0);
  await turns();
  close();
  closeOther();
  assert_array_equals(log, ["b 1", true, true, "c 1", true, true]);
}, "a message goes to all others of the name");

promise_test(async () => {
  const [a, b, close] = open(2);
  const data = [];
  b.onmessage = (event) => data.push(event.data);
  a.onmessage = (event) => data.push(event.data);
  const value = { inner: {} };
  a.postMessage(value);
  b.postMessage(value);
  await turns();
  close();
  assert_equals(data.length, 2);
  assert_not_equals(data[0], data[1]);
  assert_not_equals(data[0], value);
}, "each receiver has its own copy");

promise_test(async () => {
  const [a, b, close] = open(2);
  const log = [];
  b.onmessage = () => log.push("b");
  a.postMessage(1);
  b.close();
  assert_throws_dom("InvalidStateError", () => b.postMessage(1));
  await turns();
  assert_array_equals(log, [], "not even what was on its way");
  const late = new BroadcastChannel(a.name);
  late.onmessage = () => log.push("late");
  await turns();
  assert_array_equals(log, [], "nor to one that came later");
  a.postMessage(2);
  await turns();
  assert_array_equals(log, ["late"]);
  late.close();
  close();
}, "closed and late channels");

test(() => {
  const [a, close] = open(1);
  assert_throws_js(TypeError, () => a.postMessage());
  assert_throws_dom("DataCloneError", () => a.postMessage(() => {}), "also with nobody to receive it");
  assert_throws_dom("DataCloneError", () => a.postMessage(new MessageChannel().port1));
  assert_throws_exactly("thrown", () => a.postMessage({ get a() { throw "thrown"; } }));
  close();
}, "bad arguments of postMessage");

promise_test(async () => {
  const [a, b, close] = open(2);
  const log = [];
  b.onmessage = (event) => { log.push(event.data); if (event.data === 2) b.close(); };
  for (let i = 1; i <= 4; i++) a.postMessage(i);
  await turns();
  close();
  assert_array_equals(log, [1, 2], "in order, until it is closed");
}, "closing in a listener");

promise_test(async () => {
  const [a, b, close] = open(2, "\ud800");
  const log = [];
  b.addEventListener("message", (event) => log.push(event.data));
  a.postMessage(1);
  await turns();
  close();
  assert_array_equals(log, [1], "there is nothing to start");
}, "addEventListener is enough");

promise_test(async () => {
  const log = [];
  const channels = ["\ud800", "\ud801", "\ufffd"].map((name) => new BroadcastChannel(name));
  for (const channel of channels) channel.onmessage = () => log.push(channel.name);
  const sender = new BroadcastChannel("\ud801");
  sender.postMessage(1);
  await settled(2);
  [sender, ...channels].forEach((channel) => channel.close());
  assert_array_equals(log, ["\ud801"]);
}, "names differ by code units that are no Unicode");
