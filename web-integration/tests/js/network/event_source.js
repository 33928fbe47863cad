// clause: HTML: server-sent events

let keys = 0;
const key = () => `sse-${Math.random()}-${keys++}`;
const seen = async (key) => (await fetch(`${$origin}/seen?key=${key}`)).json();
// The URL of what the server sends, connection by connection; `~` sends what was so far, alone.
const url = (scripts, options = {}) => {
  const query = new URLSearchParams({ key: key(), ...options });
  scripts.forEach((script, i) => query.set(`c${i}`, script));
  return `${$origin}/sse?${query}`;
};
const key_of = (source) => new URLSearchParams(source.url.split("?")[1]).get("key");
// What happens to a source until it is closed, by itself or with its message "end".
const run = (url, types = ["message"]) => new Promise((resolve) => {
  const log = [];
  const source = new EventSource(url);
  const end = () => resolve({ log, source });
  source.onopen = () => log.push(`open ${source.readyState}`);
  source.onerror = () => {
    log.push(`error ${source.readyState}`);
    if (source.readyState === 2) end();
  };
  for (const type of types) {
    source.addEventListener(type, (event) => {
      if (event.data === "end") {
        source.close();
        end();
      } else {
        log.push(`${type}|${event.data}|${event.lastEventId}`);
      }
    });
  }
});

promise_test(async () => {
  const { log, source } = await run(url(["data: a\n\ndata: b\ndata: c\n\ndata: end\n\n"]));
  assert_array_equals(log, ["open 1", "message|a|", "message|b\nc|"]);
  assert_equals(source.readyState, 2);
}, "messages");

promise_test(async () => {
  const log = [];
  const source = new EventSource(url(["data: a\n\ndata: b\n\ndata: c\n\n"], { hold: 1 }));
  await new Promise((resolve) => {
    source.onmessage = async ({ data }) => {
      log.push(data);
      await null;
      log.push(`after ${data}`);
      if (data === "c") resolve();
    };
  });
  source.close();
  assert_array_equals(log, ["a", "after a", "b", "after b", "c", "after c"]);
}, "what a listener awaits is there before the next message, also if both came at once");

promise_test(async () => {
  const events = [];
  const source = new EventSource(url(["id: 7\ndata: a\n\n"], { hold: 1 }), { withCredentials: true });
  assert_array_equals([source.readyState, source.withCredentials, source.url.startsWith($origin)], [0, true, true]);
  await new Promise((resolve) => {
    source.onmessage = (event) => { events.push(event); resolve(); };
  });
  const [event] = events;
  assert_true(event instanceof MessageEvent && event.isTrusted);
  assert_array_equals([event.data, event.origin, event.lastEventId, event.source, event.ports.length, event.type,
    event.target, event.bubbles, event.cancelable], ["a", $origin, "7", null, 0, "message", source, false, false]);
  source.close();
  await until(async () => (await seen(key_of(source))).closed === 1, "the connection is closed");
}, "a message is a MessageEvent; close() closes the connection");

promise_test(async () => {
  const { log } = await run(url(["event: x\ndata: a\n\nevent: y\ndata: b\n\ndata: c\n\nevent: x\n\ndata: end\n\n"]),
    ["message", "x"]);
  assert_array_equals(log, ["open 1", "x|a|", "message|c|"]);
}, "named events");

promise_test(async () => {
  const text = "h\u00c3\u00a4 \u00f0\u009f\u0098\u0080";
  const split = `\u00ef~\u00bb~\u00bfdata: h\u00c3~\u00a4 \u00f0~\u009f\u0098~\u0080\r~\n~\r~\ndata: ${text}\r\r:c\ndata: end\n\n`;
  const { log } = await run(url([split]));
  assert_array_equals(log, ["open 1", "message|h\u00e4 \u{1f600}|", "message|h\u00e4 \u{1f600}|"]);
}, "pieces that end in the middle of characters and line ends");

promise_test(async () => {
  const { log, source } = await run(url(["retry: 1\nid: 1\ndata: a\n\n", "data: b\n\nid: \u00c3\u00a4\ndata: c\n\n", "data: end\n\n"]));
  assert_array_equals(log, ["open 1", "message|a|1", "error 0", "open 1", "message|b|1", "message|c|\u00e4", "error 0", "open 1"]);
  const { requests, ids } = await seen(key_of(source));
  assert_equals(requests, 3);
  assert_array_equals(ids, ["-", "1", "\u00c3\u00a4"]);
}, "the connection is made again, and tells the last ID");

promise_test(async () => {
  const { log, source } = await run(url(["retry: 1\nid: 1\ndata: a\n\nid: 2\ndata: cut", "id\ndata: b\n\n", "data: end\n\n"]));
  assert_array_equals(log, ["open 1", "message|a|1", "error 0", "open 1", "message|b|", "error 0", "open 1"]);
  assert_array_equals((await seen(key_of(source))).ids, ["-", "1", "-"], "the ID of what was cut does not count");
}, "an incomplete event is dropped");

promise_test(async () => {
  const { log, source } = await run(url(["retry: 1\ndata: a\n\n"]));
  assert_array_equals(log, ["open 1", "message|a|", "error 0", "error 2"]);
  await delay(10);
  assert_equals((await seen(key_of(source))).requests, 2);
}, "204 ends it");

promise_test(async () => {
  for (const options of [{ code: 500 }, { code: 201 }, { type: "text/plain" }, { type: "nonsense" }]) {
    const { log, source } = await run(url(["data: a\n\n"], options));
    assert_array_equals(log, ["error 2"], JSON.stringify(options));
    await delay(5);
    assert_equals((await seen(key_of(source))).requests, 1, "it is not tried again");
  }
  const { log } = await run(url(["data: end\n\n"], { type: "Text/Event-Stream; charset=x" }));
  assert_array_equals(log, ["open 1"]);
}, "a wrong status or type is the end");

promise_test(async () => {
  for (const route of ["reset", "garbage", "hang-up"]) {
    const source = new EventSource(`${$origin}/${route}`);
    const state = await new Promise((resolve) => {
      source.onerror = () => resolve(source.readyState);
    });
    assert_equals(state, 0, `${route}: it will be tried again`);
    source.close();
    assert_equals(source.readyState, 2);
  }
  const refused = new EventSource("http://127.0.0.1:1/");
  await new Promise((resolve) => { refused.onerror = resolve; });
  refused.close();
}, "a connection that fails is made again; close() ends the wait for it");

promise_test(async () => {
  const source = new EventSource(`${$origin}/silent`);
  source.close();
  const waiting = new EventSource(`${$origin}/silent`);
  await delay(10);
  waiting.close();
  waiting.close();
  assert_array_equals([source.readyState, waiting.readyState], [2, 2]);
}, "close() before there is a connection, and again");

promise_test(async () => {
  const log = [];
  const source = new EventSource(url(["data: a\n\ndata: b\n\n"], { hold: 1 }));
  source.onmessage = (event) => {
    log.push(event.data);
    source.close();
  };
  await until(() => log.length);
  await delay(20);
  assert_array_equals(log, ["a"]);
  const other = new EventSource(url(["data: a\n\n"], { hold: 1 }));
  other.onopen = () => { log.push("open"); other.close(); };
  other.onmessage = other.onerror = () => log.push("message");
  await until(() => log.includes("open"));
  await delay(30);
  assert_array_equals(log, ["a", "open"]);
}, "nothing comes after close() in a listener");

promise_test(async () => {
  const to = encodeURIComponent(url(["data: end\n\n"]));
  const source = new EventSource(`${$otherOrigin}/redirect?to=${to}`);
  const event = await new Promise((resolve) => { source.onmessage = resolve; });
  assert_equals(event.origin, $origin, "where it comes from in the end");
  assert_true(source.url.startsWith($otherOrigin));
  source.close();
}, "redirects are followed");

test(() => {
  for (const bad of ["", "/relative", "http://"]) assert_throws_dom("SyntaxError", () => new EventSource(bad));
  assert_throws_js(TypeError, () => new EventSource());
  assert_throws_js(TypeError, () => EventSource($origin));
  assert_throws_js(TypeError, () => new EventSource($origin, 1));
  const own = new Error("own");
  assert_throws_exactly(own, () => new EventSource($origin, { get withCredentials() { throw own; } }));
  assert_throws_js(TypeError, () => EventSource.prototype.close.call(new EventTarget()));
  assert_throws_js(TypeError, () => Object.getOwnPropertyDescriptor(EventSource.prototype, "url").get.call({}));
  assert_throws_js(TypeError, () => { EventSource.prototype.onopen = () => {}; });
  assert_array_equals([EventSource.CONNECTING, EventSource.prototype.OPEN, EventSource.CLOSED], [0, 1, 2]);
}, "bad arguments and receivers");

promise_test(async () => {
  const { log } = await run(url(["data: a\n\ndata: end\n\n"]));
  assert_equals(log.length, 2);
  const source = new EventSource(url(["data: 1\n\ndata: 2\n\n"], { hold: 1 }));
  let count = 0;
  source.onmessage = () => { count++; throw new Error("listener"); };
  await until(() => count === 2);
  source.close();
  assert_equals(take_reports().length, 2);
}, "a listener that throws is reported");
