// clause: HTML: MessageEvent

test(() => {
  const event = new MessageEvent("a");
  assert_true(event instanceof Event);
  assert_equals(Object.getPrototypeOf(MessageEvent), Event);
  assert_equals(MessageEvent.length, 1);
  assert_array_equals([event.data, event.origin, event.lastEventId, event.source], [null, "", "", null]);
  assert_array_equals([...event.ports], []);
  assert_true(Object.isFrozen(event.ports));
  assert_equals(event.ports, event.ports);
}, "a MessageEvent by default");

test(() => {
  const { port1, port2 } = new MessageChannel();
  const data = {};
  const event = new MessageEvent("a", { data, origin: "o\ud800", lastEventId: 7, source: port1, ports: new Set([port1, port2]), bubbles: true });
  assert_array_equals([event.data, event.origin, event.lastEventId, event.source, event.bubbles], [data, "o\ufffd", "7", port1, true]);
  assert_array_equals([...event.ports], [port1, port2]);
}, "a MessageEvent with all members");

test(() => {
  const log = [];
  new MessageEvent("a", new Proxy({}, { get(_, name) { log.push(name); } }));
  assert_array_equals(log, ["bubbles", "cancelable", "composed", "data", "lastEventId", "origin", "ports", "source"]);
}, "the members are read in order");

test(() => {
  assert_throws_js(TypeError, () => new MessageEvent());
  assert_throws_js(TypeError, () => MessageEvent("a"));
  assert_throws_js(TypeError, () => new MessageEvent("a", { ports: 1 }));
  assert_throws_js(TypeError, () => new MessageEvent("a", { ports: null }));
  assert_throws_js(TypeError, () => new MessageEvent("a", { ports: [{}] }));
  assert_throws_js(TypeError, () => new MessageEvent("a", { source: {} }));
  assert_throws_js(TypeError, () => new MessageEvent("a", { source: new EventTarget() }));
  assert_throws_js(TypeError, () => new MessageEvent("a", { origin: Symbol() }));
  for (const name of ["data", "origin", "lastEventId", "source", "ports"]) {
    const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, name);
    for (const wrong of [undefined, {}, new Event("a"), new ErrorEvent("a")]) assert_throws_js(TypeError, () => get.call(wrong));
  }
}, "bad input of MessageEvent");

test(() => {
  const { port1 } = new MessageChannel();
  const event = new MessageEvent("a", { data: 1 });
  event.initMessageEvent("b", true, true, 2, "o", "id", port1, [port1]);
  assert_array_equals([event.type, event.bubbles, event.cancelable, event.data, event.origin, event.lastEventId, event.source, event.ports[0]],
    ["b", true, true, 2, "o", "id", port1, port1]);
  event.initMessageEvent("c");
  assert_array_equals([event.type, event.bubbles, event.data, event.origin, event.source, event.ports.length], ["c", false, null, "", null, 0]);
  const target = new EventTarget();
  target.addEventListener("c", () => event.initMessageEvent("d", false, false, 3));
  target.dispatchEvent(event);
  assert_array_equals([event.type, event.data], ["c", null], "not while it is dispatched");
  assert_throws_js(TypeError, () => event.initMessageEvent());
  assert_throws_js(TypeError, () => event.initMessageEvent("a", false, false, 1, "", "", {}));
  assert_throws_js(TypeError, () => MessageEvent.prototype.initMessageEvent.call(new Event("a"), "a"));
}, "initMessageEvent");
