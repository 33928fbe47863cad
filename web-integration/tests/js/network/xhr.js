// clause: XMLHttpRequest: the request, its events and their order

const TYPES = ["readystatechange", "loadstart", "progress", "abort", "error", "load", "timeout", "loadend"];
// An opened request that logs its events.
const opened = (url, { method = "GET", log = [], upload = false } = {}) => {
  const xhr = new XMLHttpRequest();
  for (const type of TYPES) {
    xhr[`on${type}`] = (event) => log.push(type === "readystatechange" ? `${type} ${xhr.readyState}`
      : `${type} ${event.loaded}/${event.total}`);
    if (upload && type !== "readystatechange") {
      xhr.upload[`on${type}`] = (event) => log.push(`upload.${type} ${event.loaded}/${event.total}`);
    }
  }
  xhr.open(method, url);
  return { xhr, log };
};
const ended = (xhr) => new Promise((resolve) => xhr.addEventListener("loadend", resolve));
const send = async (xhr, body) => {
  const promise = ended(xhr);
  xhr.send(body);
  await promise;
  return xhr;
};
const header = (echoed, name) =>
  echoed.headers.filter(([known]) => known === name).map(([, value]) => value).join("|");
let keys = 0;
const key = () => `xhr-${Math.random()}-${keys++}`;
const seen = async (key) => (await fetch(`${$origin}/seen?key=${key}`)).json();

promise_test(async () => {
  const { xhr, log } = opened(`${$origin}/status?body=abc&text=All%20Right&h-X-A=1#f`);
  assert_array_equals(log.splice(0), ["readystatechange 1"]);
  await send(xhr);
  assert_array_equals(log, ["loadstart 0/0", "readystatechange 2", "readystatechange 3", "progress 3/3", "progress 3/3",
    "readystatechange 4", "load 3/3", "loadend 3/3"]);
  assert_array_equals([xhr.status, xhr.statusText, xhr.responseText, xhr.response],
    [200, "All Right", "abc", "abc"]);
  assert_equals(xhr.responseURL, `${$origin}/status?body=abc&text=All%20Right&h-X-A=1`);
  assert_equals(xhr.getResponseHeader("x-a"), "1");
}, "a request that loads");

promise_test(async () => {
  const { xhr, log } = opened(`${$origin}/status?code=204`);
  await send(xhr);
  assert_array_equals(log.slice(1), ["loadstart 0/0", "readystatechange 2", "progress 0/0", "readystatechange 4",
    "load 0/0", "loadend 0/0"]);
  assert_equals(xhr.status, 204);
}, "a request without a body in the response");

promise_test(async () => {
  for (const route of ["reset", "garbage", "hang-up"]) {
    const { xhr, log } = opened(`${$origin}/${route}`);
    await send(xhr);
    assert_array_equals(log.slice(1), ["loadstart 0/0", "readystatechange 4", "error 0/0", "loadend 0/0"], route);
    assert_array_equals([xhr.status, xhr.statusText, xhr.responseText, xhr.responseURL, xhr.readyState,
      xhr.getAllResponseHeaders(), xhr.getResponseHeader("a")], [0, "", "", "", 4, "", null]);
  }
}, "a request that fails before the response");

promise_test(async () => {
  for (const route of ["truncated", "truncated-chunk", "reset?when=middle"]) {
    const { xhr, log } = opened(`${$origin}/${route}`);
    await send(xhr);
    assert_array_equals(log.slice(-3), ["readystatechange 4", "error 0/0", "loadend 0/0"], route);
    assert_true(log.includes("readystatechange 2"));
    assert_array_equals([xhr.status, xhr.responseText], [0, ""]);
  }
}, "a request that fails in the body");

promise_test(async () => {
  const name = key();
  const { xhr, log } = opened(`${$origin}/held?key=${name}&parts=aa~bb&free=2&length=yes`);
  const progress = () => log.filter((line) => line.startsWith("progress"));
  const end = ended(xhr);
  xhr.send();
  await until(() => progress().length > 0, "the first part is told of before the second is sent");
  assert_array_equals(progress(), ["progress 2/4"]);
  await release(name);
  await end;
  assert_equals(progress().at(-1), "progress 4/4");
}, "progress is told of while the response is received");

promise_test(async () => {
  const { xhr, log } = opened(`${$origin}/drip?n=40&ms=4&size=2&length=yes`);
  const begun = performance.now();
  await send(xhr);
  const took = performance.now() - begun;
  const progress = log.filter((line) => line.startsWith("progress"));
  assert_true(progress.length >= 2, `${progress.length}`);
  // All but the last, which the end causes, are 50 ms apart: a slow machine has more of them, and needs longer.
  assert_true((progress.length - 2) * 50 <= took + 1, `throttled: ${progress.length} in ${took} ms`);
  assert_true(/^progress \d+\/80$/.test(progress[0]), progress[0]);
  assert_equals(progress.at(-1), "progress 80/80");
  assert_equals(log.filter((line) => line === "readystatechange 3").length, progress.length - 1);
}, "but not too often");

promise_test(async () => {
  const xhr = new XMLHttpRequest();
  const texts = [];
  xhr.onprogress = (event) => {
    texts.push(xhr.responseText);
    assert_false(event.lengthComputable);
    assert_true(event instanceof ProgressEvent && event.isTrusted);
  };
  const name = key();
  xhr.open("GET", `${$origin}/held?key=${name}&parts=a~b~c&free=2`);
  const end = ended(xhr);
  xhr.send();
  await until(() => texts.length === 1);
  // So long after the first there may be a second event.
  await delay(60);
  await release(name);
  await until(() => texts.length === 2);
  await release(name);
  await end;
  assert_array_equals(texts.slice(0, 2), ["a", "ab"]);
  assert_true(texts.length > 2 && texts.slice(2).every((text) => text === "abc"), texts.join());
}, "the text can be read while it is received");

promise_test(async () => {
  const { xhr, log } = opened(`${$origin}/echo`, { method: "POST", upload: true });
  await send(xhr, "12345");
  assert_array_equals(log.slice(1, 6), ["loadstart 0/0", "upload.loadstart 0/5", "upload.progress 5/5", "upload.load 5/5",
    "upload.loadend 5/5"]);
  assert_equals(log[6], "readystatechange 2");
  const none = opened(`${$origin}/echo`, { method: "POST", upload: true });
  await send(none.xhr);
  assert_equals(none.log.filter((line) => line.startsWith("upload")).length, 0, "without a body");
  const get = opened(`${$origin}/echo`, { upload: true });
  await send(get.xhr, "ignored");
  assert_equals(get.log.filter((line) => line.startsWith("upload")).length, 0, "GET has no body");
}, "uploads tell of their progress");

promise_test(async () => {
  // The server does not read the body until it was told that there was progress.
  const name = key();
  const { xhr, log } = opened(`${$origin}/status?unread=${name}`, { method: "POST", upload: true });
  const end = ended(xhr);
  xhr.send(new Uint8Array(8_000_000));
  await until(() => log.some((line) => line.startsWith("upload.progress")));
  await release(name);
  await end;
  const upload = log.filter((line) => line.startsWith("upload"));
  assert_equals(upload[0], "upload.loadstart 0/8000000");
  assert_true(/^upload\.progress \d+\/8000000$/.test(upload[1]), upload[1]);
  assert_not_equals(upload[1], "upload.progress 8000000/8000000", "in between");
  assert_array_equals(upload.slice(-2), ["upload.load 8000000/8000000", "upload.loadend 8000000/8000000"]);
}, "a slow upload tells of its progress in between");

promise_test(async () => {
  const { xhr, log } = opened(`${$origin}/reset`, { method: "POST", upload: true });
  xhr.upload.onloadstart = () => {};
  await send(xhr, new Uint8Array(50_000_000));
  const upload = log.filter((line) => /upload.(error|load)/.test(line));
  assert_array_equals(log.slice(-2), ["error 0/0", "loadend 0/0"]);
  assert_true(upload.includes("upload.loadend 0/0") || upload.includes("upload.loadend 50000000/50000000"));
  const after = opened(`${$origin}/truncated`, { method: "POST", upload: true });
  await send(after.xhr, "body");
  assert_array_equals(after.log.filter((line) => line.startsWith("upload")),
    ["upload.loadstart 0/4", "upload.progress 4/4", "upload.load 4/4", "upload.loadend 4/4"], "it was complete");
  const late = opened(`${$origin}/echo`, { method: "POST" });
  late.xhr.onloadstart = () => { late.xhr.upload.onprogress = () => late.log.push("late"); };
  await send(late.xhr, "x");
  assert_false(late.log.includes("late"), "whether anybody listens is decided by send");
}, "uploads that fail, and listeners that come too late");

promise_test(async () => {
  const { xhr, log } = opened(`${$origin}/silent`, { method: "POST", upload: true });
  xhr.send("x");
  log.length = 0;
  xhr.abort();
  assert_array_equals(log, ["readystatechange 4", "upload.abort 0/0", "upload.loadend 0/0", "abort 0/0", "loadend 0/0"]);
  assert_array_equals([xhr.readyState, xhr.status, xhr.responseText], [0, 0, ""]);
  log.length = 0;
  xhr.abort();
  assert_array_equals(log, [], "again");
  const fresh = opened(`${$origin}/silent`);
  fresh.log.length = 0;
  fresh.xhr.abort();
  assert_array_equals(fresh.log, [], "opened, not sent");
  assert_equals(fresh.xhr.readyState, 1);
}, "abort fires its events at once");

promise_test(async () => {
  const name = key();
  const { xhr, log } = opened(`${$origin}/endless?key=${name}`);
  xhr.send();
  await until(() => xhr.readyState === 3);
  log.length = 0;
  xhr.abort();
  assert_array_equals(log, ["readystatechange 4", "abort 0/0", "loadend 0/0"]);
  await until(async () => (await seen(name)).closed === 1, "the connection is closed");
  assert_array_equals(log.slice(3), [], "nothing comes after it");
  const done = opened(`${$origin}/status?body=x`);
  await send(done.xhr);
  done.log.length = 0;
  done.xhr.abort();
  assert_array_equals([...done.log, done.xhr.readyState, done.xhr.responseText], [0, ""]);
}, "abort in the body closes the connection; after the end it only resets");

promise_test(async () => {
  const name = key();
  const { xhr, log } = opened(`${$origin}/endless?key=${name}`);
  xhr.send();
  await until(() => xhr.readyState === 3);
  log.length = 0;
  xhr.open("GET", `${$origin}/status?body=second`);
  assert_array_equals(log, ["readystatechange 1"]);
  assert_array_equals([xhr.responseText, xhr.status], ["", 0]);
  await send(xhr);
  assert_equals(xhr.responseText, "second");
  assert_equals(log.filter((line) => line.startsWith("load")).length, 3);
  assert_false(log.some((line) => /abort|error/.test(line)));
  await until(async () => (await seen(name)).closed === 1, "the first connection is closed");
}, "open while a request is in flight ends that without events");

promise_test(async () => {
  const { xhr, log } = opened(`${$origin}/status?body=1`);
  let rounds = 0;
  xhr.addEventListener("load", () => {
    if (++rounds < 3) {
      xhr.open("GET", `${$origin}/status?body=12`);
      xhr.send();
    }
  });
  xhr.send();
  await until(() => rounds === 3);
  await delay(5);
  assert_equals(log.filter((line) => line.startsWith("loadend")).length, 3, "each has its loadend");
  assert_equals(log.at(-1), "loadend 2/2");
}, "a listener of load may begin the next request");

promise_test(async () => {
  for (const type of ["readystatechange 2", "readystatechange 3", "progress"]) {
    for (const end of ["abort", "open"]) {
      const log = [];
      const xhr = new XMLHttpRequest();
      let done = false;
      const maybe = (line) => {
        log.push(line);
        if (!done && line === type) {
          done = true;
          log.length = 0;
          if (end === "abort") xhr.abort(); else xhr.open("GET", $origin);
        }
      };
      for (const name of TYPES.slice(1)) xhr[`on${name}`] = () => maybe(name);
      xhr.onreadystatechange = () => maybe(`readystatechange ${xhr.readyState}`);
      xhr.open("GET", `${$origin}/drip`);
      xhr.send();
      await until(() => done);
      await delay(60);
      assert_array_equals(log, end === "abort" ? ["readystatechange 4", "abort", "loadend"] : ["readystatechange 1"],
        `${end} in ${type}`);
    }
  }
  const xhr = new XMLHttpRequest();
  xhr.open("GET", `${$origin}/silent`);
  xhr.onloadstart = () => xhr.abort();
  xhr.send();
  assert_equals(xhr.readyState, 0, "in loadstart");
}, "listeners may end the request");

promise_test(async () => {
  const xhr = new XMLHttpRequest();
  xhr.open("POST", `${$origin}/echo`);
  xhr.setRequestHeader("X-A", "1");
  xhr.setRequestHeader("x-a", " 2 ");
  xhr.responseType = "json";
  await send(xhr, "h\u00e4");
  const echoed = xhr.response;
  assert_array_equals([echoed.method, header(echoed, "x-a"), header(echoed, "content-type"), echoed.bytes.length],
    ["POST", "1, 2", "text/plain;charset=UTF-8", 3]);
  const type = async (body, own) => {
    xhr.open("POST", `${$origin}/echo`);
    if (own) xhr.setRequestHeader("Content-Type", own);
    return header((await send(xhr, body)).response, "content-type");
  };
  assert_equals(await type("x", "a/b"), "a/b");
  assert_equals(await type("x", "a/b; charset=latin1"), "a/b;charset=UTF-8");
  assert_equals(await type("x", "a/b; charset=utf-8"), "a/b; charset=utf-8", "left as it is");
  assert_equals(await type(new Blob(["x"], { type: "c/d" }), "a/b; charset=latin1"), "a/b; charset=latin1");
  assert_equals(await type(new Blob(["x"], { type: "c/d" })), "c/d");
  assert_equals(await type(new Uint8Array(2)), "");
  assert_equals(await type(new URLSearchParams("a=b")), "application/x-www-form-urlencoded;charset=UTF-8");
  assert_equals(await type(null), "");
}, "headers and bodies are sent");

promise_test(async () => {
  const xhr = new XMLHttpRequest();
  xhr.responseType = "json";
  xhr.open("GET", `${$origin}/redirect?to=${$otherOrigin}/echo`, true, "us er", "p:w");
  await send(xhr);
  assert_equals(header(xhr.response, "authorization"), "", "they belong to the URL");
  xhr.open("GET", `${$origin}/echo`, true, "user", "pass");
  await send(xhr);
  assert_equals(header(xhr.response, "authorization"), "Basic dXNlcjpwYXNz");
}, "user and password");

test(() => {
  const xhr = new XMLHttpRequest();
  assert_throws_dom("InvalidStateError", () => xhr.send());
  assert_throws_dom("InvalidStateError", () => xhr.setRequestHeader("a", "b"));
  for (const method of ["", "a b", "\u00e4"]) assert_throws_dom("SyntaxError", () => xhr.open(method, $origin));
  for (const method of ["connect", "TRACE", "Track"]) assert_throws_dom("SecurityError", () => xhr.open(method, $origin));
  for (const url of ["", "/relative", "http://"]) assert_throws_dom("SyntaxError", () => xhr.open("GET", url));
  assert_throws_dom("InvalidAccessError", () => xhr.open("GET", $origin, false));
  assert_throws_js(TypeError, () => xhr.open("GET"));
  assert_throws_js(TypeError, () => xhr.open("\u0100", $origin));
  assert_equals(xhr.readyState, 0, "nothing was opened");
  xhr.open("GET", $origin);
  for (const [name, value] of [["", "a"], ["a b", "c"], ["a", "b\nc"], ["a", "\0"]]) {
    assert_throws_dom("SyntaxError", () => xhr.setRequestHeader(name, value));
  }
  assert_throws_js(TypeError, () => xhr.setRequestHeader("a"));
  assert_throws_js(TypeError, () => xhr.setRequestHeader("a", "\u0100"));
  xhr.send();
  assert_throws_dom("InvalidStateError", () => xhr.send());
  assert_throws_dom("InvalidStateError", () => xhr.setRequestHeader("a", "b"));
  assert_throws_dom("InvalidStateError", () => { xhr.withCredentials = true; });
  xhr.abort();
  xhr.withCredentials = true;
  assert_true(xhr.withCredentials);
}, "what cannot be done in which state");

test(() => {
  assert_throws_js(TypeError, () => XMLHttpRequest());
  assert_throws_js(TypeError, () => new XMLHttpRequestUpload());
  assert_throws_js(TypeError, () => new XMLHttpRequestEventTarget());
  const xhr = new XMLHttpRequest();
  for (const name of ["open", "send", "abort", "setRequestHeader", "getResponseHeader", "getAllResponseHeaders",
    "overrideMimeType"]) {
    assert_throws_js(TypeError, () => xhr[name].call(xhr.upload, "a", "b"), name);
  }
  assert_throws_js(TypeError, () => Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, "status").get.call({}));
  assert_array_equals([XMLHttpRequest.UNSENT, xhr.OPENED, XMLHttpRequest.HEADERS_RECEIVED, xhr.LOADING, xhr.DONE],
    [0, 1, 2, 3, 4]);
  assert_equals(xhr.upload, xhr.upload);
  assert_true(xhr.upload instanceof XMLHttpRequestUpload && xhr.upload instanceof XMLHttpRequestEventTarget);
  assert_true(xhr instanceof XMLHttpRequestEventTarget && xhr instanceof EventTarget);
  const handler = Object.getOwnPropertyDescriptor(XMLHttpRequestEventTarget.prototype, "onload");
  assert_throws_js(TypeError, () => handler.set.call(new EventTarget(), () => {}));
  assert_equals(xhr.onload, null);
}, "the interfaces");

test(() => {
  const event = new ProgressEvent("a", { loaded: 1.5, total: 3, lengthComputable: 1, bubbles: true });
  assert_array_equals([event.loaded, event.total, event.lengthComputable, event.bubbles, event.type, event.isTrusted],
    [1.5, 3, true, true, "a", false]);
  assert_array_equals([new ProgressEvent("b").loaded, new ProgressEvent("b").lengthComputable], [0, false]);
  assert_throws_js(TypeError, () => new ProgressEvent());
  assert_throws_js(TypeError, () => ProgressEvent("a"));
  assert_throws_js(TypeError, () => new ProgressEvent("a", { loaded: NaN }));
  assert_throws_js(TypeError, () => Object.getOwnPropertyDescriptor(ProgressEvent.prototype, "loaded").get.call(new Event("a")));
}, "ProgressEvent");

promise_test(async () => {
  const first = key();
  const second = key();
  const { xhr, log } = opened(`${$origin}/echo?key=${first}`, { method: "POST", upload: true });
  xhr.addEventListener("loadstart", () => {
    xhr.open("POST", `${$origin}/echo?key=${second}`);
    xhr.send("second");
  }, { once: true });
  await send(xhr, "first");
  assert_equals(log.filter((line) => line.startsWith("upload.loadstart")).join(), "upload.loadstart 0/6");
  assert_equals(log.filter((line) => line.startsWith("loadend")).length, 1);
  assert_array_equals([(await seen(first)).requests, (await seen(second)).requests], [0, 1]);
}, "a listener of loadstart may send another request instead");

promise_test(async () => {
  const xhr = new XMLHttpRequest();
  xhr.onload = () => { throw new Error("listener"); };
  xhr.open("GET", `${$origin}/echo`);
  await send(xhr);
  assert_equals(take_reports().length, 1);
}, "a listener that throws is reported, and the rest goes on");
