// clause: Fetch: Response

promise_test(async () => {
  const response = new Response();
  assert_array_equals([response.status, response.statusText, response.type, response.url, response.ok,
    response.redirected, response.bodyUsed], [200, "", "default", "", true, false, false]);
  assert_equals(await response.text(), "");
  assert_equals(await response.text(), "", "a null body is read again and again");
  for (const none of [null, undefined]) {
    assert_equals(new Response(none).headers.get("content-type"), null);
  }
}, "a response without a body");

promise_test(async () => {
  const response = new Response("h\u00e4", { status: 299, statusText: "T\u00e4xt", headers: { a: "b" } });
  assert_equals(response.headers.get("content-type"), "text/plain;charset=UTF-8");
  assert_array_equals([response.status, response.statusText, response.headers.get("a")], [299, "T\u00e4xt", "b"]);
  assert_equals((await response.arrayBuffer()).byteLength, 3);
  assert_equals(new Response("x", { headers: { "Content-Type": "a/b" } }).headers.get("content-type"), "a/b");
}, "a response with a body");

test(() => {
  for (const status of [0, 199, 600, 99999, -1, NaN]) {
    assert_throws_js(RangeError, () => new Response("", { status }), String(status));
  }
  for (const status of [204, 205, 304]) {
    assert_throws_js(TypeError, () => new Response("", { status }), String(status));
    assert_equals(new Response(null, { status }).status, status);
  }
  assert_throws_js(TypeError, () => new Response("", { statusText: "a\nb" }));
  assert_throws_js(TypeError, () => new Response("", { statusText: "\u0100" }));
  assert_throws_js(TypeError, () => new Response("", { headers: { "a b": "c" } }));
  assert_throws_js(TypeError, () => new Response("", 1));
  assert_throws_js(TypeError, () => new Response(Symbol()));
  assert_throws_js(TypeError, () => Response("x"));
  assert_throws_js(TypeError, () => Object.getOwnPropertyDescriptor(Response.prototype, "status").get.call({}));
}, "what makes no response");

promise_test(async () => {
  const json = Response.json({ a: [1] }, { status: 201 });
  assert_array_equals([json.status, json.headers.get("content-type"), await json.text()],
    [201, "application/json", '{"a":[1]}']);
  assert_equals(Response.json(1, { headers: { "content-type": "x/y" } }).headers.get("content-type"), "x/y");
  assert_throws_js(TypeError, () => Response.json(undefined));
  assert_throws_js(TypeError, () => Response.json(() => {}));
  assert_throws_js(TypeError, () => Response.json());
  const own = new Error("own");
  assert_throws_exactly(own, () => Response.json({ toJSON() { throw own; } }));
  const redirect = Response.redirect("http://host/a b");
  assert_array_equals([redirect.status, redirect.headers.get("location"), redirect.type],
    [302, "http://host/a%20b", "default"]);
  assert_equals(Response.redirect("http://host/", 308).status, 308);
  assert_throws_js(RangeError, () => Response.redirect("http://host/", 200));
  assert_throws_js(TypeError, () => Response.redirect("no url"));
  const error = Response.error();
  assert_array_equals([error.status, error.type, error.ok], [0, "error", false]);
}, "the static methods");

promise_test(async () => {
  const before = JSON.parse;
  JSON.parse = () => "patched";
  const value = await new Response("[1]").json();
  JSON.parse = before;
  assert_equals(value[0], 1);
  assert_equals(await new Response("\ufeffa\ud800").text(), "a\ufffd");
  const blob = await new Response("x", { headers: { "content-type": "Text/Html; Charset=X" } }).blob();
  assert_equals(blob.type, "text/html;charset=X");
  assert_equals((await new Response(new Uint8Array(2)).blob()).type, "");
}, "reading goes by the platform's own functions");

promise_test(async () => {
  const response = new Response("text", { headers: { a: "b" } });
  const clone = response.clone();
  clone.headers.set("a", "c");
  assert_equals(response.headers.get("a"), "b");
  assert_array_equals([await response.text(), await clone.text()], ["text", "text"]);
  assert_throws_js(TypeError, () => response.clone());
}, "a clone of a response");
