// clause: Fetch: the fetch method, requests as they arrive at a server, responses as they are received

const echo = async (input, init) => (await fetch(input, init)).json();
const header = (echoed, name) =>
  echoed.headers.filter(([known]) => known === name).map(([, value]) => value).join("|");
const text = (echoed) => String.fromCharCode(...echoed.bytes);
let keys = 0;
const key = () => `fetch-${Math.random()}-${keys++}`;
const seen = async (key) => (await fetch(`${$origin}/seen?key=${key}`)).json();

promise_test(async () => {
  const response = await fetch(`${$origin}/status?code=299&text=So%20So&body=abc&h-X-Test=1#fragment`);
  assert_true(response instanceof Response);
  assert_equals(response.status, 299);
  assert_equals(response.statusText, "So So");
  assert_true(response.ok);
  assert_false(response.redirected);
  assert_equals(response.type, "basic");
  assert_equals(response.url, `${$origin}/status?code=299&text=So%20So&body=abc&h-X-Test=1`);
  assert_equals(response.headers.get("x-test"), "1");
  assert_false(response.bodyUsed);
  assert_equals(await response.text(), "abc");
  assert_true(response.bodyUsed);
}, "a response has status, text, headers, URL and body");

promise_test(async () => {
  for (const code of [400, 404, 500, 599]) {
    const response = await fetch(`${$origin}/status?code=${code}&body=x`);
    assert_equals(response.status, code);
    assert_false(response.ok);
    assert_equals(await response.text(), "x");
  }
}, "an error status is a response like any other");

promise_test(async () => {
  for (const code of [204, 304]) {
    const response = await fetch(`${$origin}/status?code=${code}`);
    assert_equals(response.status, code);
    assert_equals(await response.text(), "");
    assert_false(response.bodyUsed, "a null body is never used");
  }
  const head = await fetch(`${$origin}/echo`, { method: "HEAD" });
  assert_true(Number(head.headers.get("content-length")) > 0);
}, "a null body status and HEAD have no body");

promise_test(async () => {
  for (const method of ["get", "Post", "put", "delete", "options", "patch", "PATCH", "cUsTom"]) {
    const normalized = ["patch", "PATCH", "cUsTom"].includes(method) ? method : method.toUpperCase();
    assert_equals((await echo(`${$origin}/echo`, { method })).method, normalized);
  }
}, "methods are sent, some of them in upper case");

promise_test(async () => {
  const echoed = await echo(`${$origin}/echo`);
  assert_equals(header(echoed, "accept"), "*/*");
  assert_equals(header(echoed, "accept-encoding"), "gzip, deflate, br");
  assert_true(header(echoed, "user-agent").startsWith("boa_async_context_web/"));
  assert_equals(header(echoed, "host"), $origin.slice("http://".length));
  assert_equals(header(echoed, "content-length"), "");
  const own = await echo(`${$origin}/echo`, { headers: { Accept: "a/b", "User-Agent": "me", Range: "bytes=0-" } });
  assert_equals(header(own, "accept"), "a/b");
  assert_equals(header(own, "user-agent"), "me");
  assert_equals(header(own, "accept-encoding"), "identity");
  assert_equals(header(await echo(`${$origin}/echo`, { method: "POST" }), "content-length"), "0");
}, "headers that the program does not set have defaults");

promise_test(async () => {
  const headers = new Headers([["X-A", "1"], ["x-a", "2"], ["X-B", "b\u00e9"]]);
  const echoed = await echo(`${$origin}/echo`, { headers });
  assert_equals(header(echoed, "x-a"), "1, 2");
  assert_equals(header(echoed, "x-b"), "b\u00e9", "bytes");
}, "headers are sent as they are");

promise_test(async () => {
  const post = (body, headers) => echo(`${$origin}/echo`, { method: "POST", body, headers });
  const cases = [
    ["h\u00e4", "text/plain;charset=UTF-8", "h\u00c3\u00a4"],
    [new URLSearchParams({ a: "1 2", b: "&" }), "application/x-www-form-urlencoded;charset=UTF-8", "a=1+2&b=%26"],
    [new Blob(["ab", "c"], { type: "X/Y" }), "x/y", "abc"],
    [new Blob(["abc"]), "", "abc"],
    [new Uint8Array([97, 98, 99]).buffer, "", "abc"],
    [new Uint8Array([96, 97, 98, 99, 100]).subarray(1, 4), "", "abc"],
    [new Uint16Array([0x6261, 0x6463]), "", "abcd"],
    [new DataView(new Uint8Array([96, 97, 98]).buffer, 1), "", "ab"],
    [{ toString: () => "object" }, "text/plain;charset=UTF-8", "object"],
    [17, "text/plain;charset=UTF-8", "17"],
    ["", "text/plain;charset=UTF-8", ""],
  ];
  for (const [body, type, sent] of cases) {
    const echoed = await post(body);
    assert_equals(header(echoed, "content-type"), type);
    assert_equals(text(echoed), sent);
    assert_equals(header(echoed, "content-length"), String(sent.length));
  }
  assert_equals(header(await post("x", { "content-type": "a/b" }), "content-type"), "a/b");
}, "bodies of all kinds arrive, with their type unless the program sets it");

promise_test(async () => {
  const body = new Uint8Array(3_000_000).fill(7);
  const echoed = await fetch(`${$origin}/status?body=done`, { method: "POST", body });
  assert_equals(await echoed.text(), "done");
}, "a large body is sent whole");

promise_test(async () => {
  const response = await fetch(`${$origin}/drip?n=5&size=3&ms=5`);
  assert_equals(await response.text(), "aaabbbcccdddeee");
  const known = await fetch(`${$origin}/drip?n=3&ms=5&length=yes`);
  assert_equals(await known.text(), "abc");
  const rest = await fetch(`${$origin}/status?length=no&body=to%20the%20end`);
  assert_equals(await rest.text(), "to the end");
}, "bodies in chunks, of known length and to the end of the connection are received whole");

promise_test(async () => {
  const url = `${$origin}/status?body=%7B%22a%22%3A%5B1%2C%22%C3%83%C2%A4%22%5D%7D&h-Content-Type=a/b;x=y`;
  assert_equals(JSON.stringify(await (await fetch(url)).json()), '{"a":[1,"\u00e4"]}');
  const buffer = await (await fetch(url)).arrayBuffer();
  assert_true(buffer instanceof ArrayBuffer);
  assert_equals(buffer.byteLength, 14);
  const bytes = await (await fetch(url)).bytes();
  assert_true(bytes instanceof Uint8Array);
  assert_equals(bytes.length, 14);
  const blob = await (await fetch(url)).blob();
  assert_true(blob instanceof Blob);
  assert_equals(blob.type, "a/b;x=y");
  assert_equals(await blob.text(), '{"a":[1,"\u00e4"]}');
}, "a body can be had as JSON, buffer, bytes and blob");

promise_test(async (t) => {
  await promise_rejects_js(t, SyntaxError, (await fetch(`${$origin}/status?body=%7B`)).json());
  const response = await fetch(`${$origin}/status?body=x`);
  await response.text();
  await promise_rejects_js(t, TypeError, response.text());
  await promise_rejects_js(t, TypeError, response.json());
}, "what is no JSON and what was read already reject");

promise_test(async () => {
  for (const coding of ["gzip", "zlib", "raw", "br", "unknown"]) {
    const response = await fetch(`${$origin}/encoded?as=${coding}`);
    assert_true(response.headers.has("content-encoding"), "the header is left");
    assert_equals(await response.text(), "hello", coding);
  }
}, "bodies are decoded");

promise_test(async (t) => {
  for (const coding of ["gzip&cut=1", "zlib&cut=1", "raw&cut=1", "br&cut=1", "nonsense"]) {
    const response = await fetch(`${$origin}/encoded?as=${coding}`);
    await promise_rejects_js(t, TypeError, response.text(), coding);
  }
}, "a body that cannot be decoded, or not to its end, rejects");

promise_test(async (t) => {
  for (const route of ["reset", "garbage", "hang-up"]) {
    const error = await promise_rejects_js(t, TypeError, fetch(`${$origin}/${route}`), route);
    assert_true(error.message.startsWith("fetch failed: "), error.message);
  }
  // Nobody listens on port 1.
  const refused = await promise_rejects_js(t, TypeError, fetch("http://127.0.0.1:1/"));
  assert_true(/refused/i.test(refused.message), refused.message);
}, "a connection that fails before the response rejects with a TypeError that says why");

promise_test(async (t) => {
  for (const route of ["truncated", "truncated-chunk", "reset?when=middle"]) {
    const response = await fetch(`${$origin}/${route}`);
    assert_equals(response.status, 200);
    await promise_rejects_js(t, TypeError, response.text(), route);
  }
}, "a connection that fails in the body rejects what reads it");

promise_test(async (t) => {
  for (const url of ["/relative", "", "file:///etc/passwd", "blob:x", "about:blank", "ftp://x/", "http://",
    "http://user@x/", "http://:pass@x/"]) {
    await promise_rejects_js(t, TypeError, fetch(url), url);
  }
  await promise_rejects_js(t, TypeError, fetch());
  await promise_rejects_js(t, TypeError, fetch(Symbol()));
  await promise_rejects_js(t, TypeError, fetch($origin, 1));
}, "what cannot be fetched rejects with a TypeError");

promise_test(async (t) => {
  const response = await fetch("data:text/plain;charset=x,a%20b");
  assert_equals(response.status, 200);
  assert_equals(response.statusText, "OK");
  assert_equals(response.headers.get("content-type"), "text/plain;charset=x");
  assert_equals(response.url, "data:text/plain;charset=x,a%20b");
  assert_equals(await response.text(), "a b");
  assert_equals(await (await fetch("data:;base64,aGVsbG8")).text(), "hello");
  await promise_rejects_js(t, TypeError, fetch("data:nothing"));
  await promise_rejects_js(t, TypeError, fetch("data:;base64,a"));
}, "data: URLs");

promise_test(async () => {
  const name = key();
  for (let i = 0; i < 3; i++) await echo(`${$origin}/echo?key=${name}`);
  await Promise.all(Array.from({ length: 10 }, () => echo(`${$origin}/echo?key=${name}`)));
  assert_equals((await seen(name)).requests, 13);
}, "requests after each other and at the same time");

promise_test(async () => {
  const thrown = new Error("thrown");
  const bad = (name) => Object.defineProperty({}, name, { get() { throw thrown; } });
  for (const name of ["body", "headers", "method", "signal", "redirect", "cache", "window"]) {
    try {
      await fetch($origin, bad(name));
      assert_unreached(name);
    } catch (error) {
      assert_equals(error, thrown);
    }
  }
}, "what a getter of the options throws is the rejection");

test(() => {
  const promise = Promise;
  const before = fetch(`${$origin}/echo`);
  assert_true(before instanceof promise);
  before.then((response) => response.text());
  assert_equals(fetch.length, 1);
  assert_equals(fetch.name, "fetch");
}, "fetch returns a promise at once");

promise_test(async () => {
  for (let i = 0; i < 100; i++) {
    const response = await fetch(`${$origin}/last`);
    assert_equals(await response.text(), "last");
  }
}, "a kept connection that the server has closed is no network error");

promise_test(async (t) => {
  const key = `again-${Math.random()}`;
  await (await fetch(`${$origin}/echo`)).text();
  await promise_rejects_js(t, TypeError, fetch(`${$origin}/hang-up?key=${key}`, { method: "POST", body: "a" }));
  await promise_rejects_js(t, TypeError, fetch(`${$origin}/hang-up?key=${key}`, { method: "DELETE" }));
  const { requests } = await (await fetch(`${$origin}/seen?key=${key}`)).json();
  assert_equals(requests, 2, "no request that changes something is made twice");
  await promise_rejects_js(t, TypeError, fetch(`${$origin}/hang-up?key=${key}`));
}, "a request that is not answered is sent again only if that is safe, and once");

promise_test(async () => {
  for (const path of ["late-bytes", "late-body"]) {
    // The other origin: no other test keeps connections to it.
    const response = await fetch(`${$otherOrigin}/${path}`);
    assert_equals(response.status, 204);
    assert_equals(await response.text(), "");
    for (let i = 0; i < 3; i++) {
      await delay(15);
      assert_equals((await fetch(`${$otherOrigin}/echo`)).status, 200, path);
    }
  }
}, "bytes that arrive late, after a response without a body, do not break the next request");

promise_test(async (t) => {
  const key = `late-${Math.random()}`;
  await fetch(`${$otherOrigin}/late-bytes`);
  await promise_rejects_js(t, TypeError, fetch(`${$otherOrigin}/echo?key=${key}`, { method: "POST", body: "x" }));
  const { requests } = await (await fetch(`${$otherOrigin}/seen?key=${key}`)).json();
  assert_equals(requests, 1);
}, "a request that is not idempotent is not sent again, whatever comes instead of a response");

promise_test(async () => {
  const status = async (options) => {
    // So that there is a kept connection.
    await (await fetch(`${$origin}/echo`)).text();
    const response = await fetch(`${$origin}/misdirected?key=m-${Math.random()}`, options);
    await response.text();
    return response.status;
  };
  assert_equals(await status(), 200);
  assert_equals(await status({ method: "POST", body: "again" }), 200);
  const body = new ReadableStream({ start(controller) { controller.close(); } });
  assert_equals(await status({ method: "POST", body, duplex: "half" }), 421, "a stream can be sent only once");
}, "a request that is misdirected is sent again on a new connection");

promise_test(async () => {
  const response = await fetch("data:text/plain,abc", { method: "HEAD" });
  assert_equals(response.headers.get("content-type"), "text/plain");
  assert_equals(response.body, null);
  assert_equals(await response.text(), "");
}, "the response to HEAD of a data: URL has no body");
