// clause: Fetch: Request

const url = "http://host/path";

test(() => {
  const request = new Request("HTTP://HOST/a/../path#f");
  assert_equals(request.url, "http://host/path#f");
  assert_equals(request.method, "GET");
  assert_equals(request.redirect, "follow");
  assert_equals(request.mode, "cors");
  assert_equals(request.credentials, "same-origin");
  assert_equals(request.cache, "default");
  assert_equals(request.referrer, "about:client");
  assert_equals(request.referrerPolicy, "");
  assert_equals(request.integrity, "");
  assert_equals(request.destination, "");
  assert_equals(request.duplex, "half");
  assert_false(request.keepalive);
  assert_false(request.bodyUsed);
  assert_true(request.signal instanceof AbortSignal);
  assert_equals(request.headers, request.headers);
  assert_equals(new Request(new URL(url)).url, url);
}, "the defaults");

test(() => {
  const request = new Request(url, {
    method: "post", redirect: "manual", mode: "same-origin", credentials: "omit", cache: "no-store",
    referrer: "http://other/", referrerPolicy: "origin", integrity: "i", keepalive: 1, headers: { a: "b" },
    body: "text", priority: "high", window: null,
  });
  assert_array_equals(
    [request.method, request.redirect, request.mode, request.credentials, request.cache, request.referrer,
      request.referrerPolicy, request.integrity, request.keepalive, request.headers.get("a"),
      request.headers.get("content-type")],
    ["POST", "manual", "same-origin", "omit", "no-store", "http://other/", "origin", "i", true, "b",
      "text/plain;charset=UTF-8"]);
}, "everything can be set");

test(() => {
  for (const init of [{ method: "a b" }, { method: "" }, { method: "connect" }, { method: "TRACE" }, { method: "track" },
    { redirect: "x" }, { mode: "x" }, { mode: "navigate" }, { cache: "only-if-cached" }, { credentials: "" },
    { referrerPolicy: "x" }, { referrer: "no url" }, { priority: "x" }, { duplex: "full" }, { window: {} },
    { signal: {} }, { signal: 1 }, { headers: 1 }, { body: "x" }, { body: "x", method: "HEAD" },
    { mode: "no-cors", method: "PUT" }, 1]) {
    assert_throws_js(TypeError, () => new Request(url, init), JSON.stringify(init));
  }
  for (const bad of ["", "/relative", "http://", "http://u:p@host/"]) {
    assert_throws_js(TypeError, () => new Request(bad), bad);
  }
  assert_throws_js(TypeError, () => Request(url));
  assert_throws_js(TypeError, () => new Request());
  assert_throws_js(TypeError, () => Object.getOwnPropertyDescriptor(Request.prototype, "url").get.call({}));
}, "what makes no request");

promise_test(async (t) => {
  const request = new Request(url, { method: "POST", body: "text", headers: { a: "b" } });
  const copy = new Request(request);
  assert_equals(copy.method, "POST");
  assert_equals(copy.headers.get("a"), "b");
  assert_true(request.bodyUsed, "the body moves");
  assert_equals(await copy.text(), "text");
  assert_throws_js(TypeError, () => new Request(request));
  assert_throws_js(TypeError, () => request.clone());
  assert_equals(new Request(request, { body: "new" }).method, "POST", "a new body replaces a used one");
  await promise_rejects_js(t, TypeError, request.text());
  assert_throws_js(TypeError, () => new Request(new Request(url, { method: "POST", body: "x" }), { method: "GET" }));
}, "a request from a request takes its body");

promise_test(async () => {
  const controller = new AbortController();
  const request = new Request(url, { method: "POST", body: "text", headers: { a: "b" }, signal: controller.signal });
  const clone = request.clone();
  clone.headers.set("a", "c");
  assert_equals(request.headers.get("a"), "b");
  assert_array_equals([await request.text(), await clone.text()], ["text", "text"]);
  assert_not_equals(request.signal, controller.signal);
  controller.abort("r");
  assert_array_equals([request.signal.reason, clone.signal.reason], ["r", "r"]);
  assert_equals(new Request(request, { body: "" }).signal.reason, "r");
  assert_false(new Request(request, { signal: null, body: "" }).signal.aborted);
}, "a clone shares nothing but the signal");

test(() => {
  const order = [];
  new Request(url, new Proxy({}, { get: (_, name) => { order.push(name); } }));
  assert_array_equals(order, ["body", "cache", "credentials", "duplex", "headers", "integrity", "keepalive", "method",
    "mode", "priority", "redirect", "referrer", "referrerPolicy", "signal", "window"]);
}, "the options are read in the order of their names");

promise_test(async (t) => {
  for (const name of ["text", "json", "arrayBuffer", "bytes", "blob"]) {
    await promise_rejects_js(t, TypeError, Request.prototype[name].call(new Response("x")), name);
    await promise_rejects_js(t, TypeError, Response.prototype[name].call(new Request(url)), name);
  }
}, "the methods of one interface refuse objects of the other");

test(() => {
  const request = new Request($origin);
  for (const name of ["isReloadNavigation", "isHistoryNavigation"]) {
    assert_equals(request[name], false);
    const { get, set, enumerable } = Object.getOwnPropertyDescriptor(Request.prototype, name);
    assert_true(enumerable && set === undefined);
    assert_throws_js(TypeError, () => get.call({}));
  }
}, "no request of a program is a navigation");
