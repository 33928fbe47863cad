// clause: Fetch: HTTP-redirect fetch

const header = (echoed, name) =>
  echoed.headers.filter(([known]) => known === name).map(([, value]) => value).join("|");
const to = (url, code = 302) => `${$origin}/redirect?code=${code}&to=${encodeURIComponent(url)}`;

promise_test(async () => {
  for (const code of [301, 302, 303, 307, 308]) {
    const response = await fetch(to("/echo?a=1", code));
    assert_equals(response.status, 200);
    assert_true(response.redirected);
    assert_equals(response.url, `${$origin}/echo?a=1`);
    assert_equals((await response.json()).method, "GET");
  }
  for (const code of [300, 304, 305, 306]) {
    const response = await fetch(to("/echo", code));
    assert_equals(response.status, code);
    assert_false(response.redirected);
    await response.text();
  }
}, "five statuses are followed, others are not");

promise_test(async () => {
  const follow = async (method, code) =>
    (await fetch(to("/echo", code), { method, body: "b", headers: { "Content-Language": "x" } })).json();
  for (const [method, code, expected] of [
    ["POST", 301, "GET"], ["POST", 302, "GET"], ["POST", 303, "GET"], ["POST", 307, "POST"], ["POST", 308, "POST"],
    ["PUT", 301, "PUT"], ["PUT", 302, "PUT"], ["PUT", 303, "GET"], ["PUT", 307, "PUT"], ["PUT", 308, "PUT"],
  ]) {
    const echoed = await follow(method, code);
    assert_equals(echoed.method, expected, `${method} ${code}`);
    const kept = expected !== "GET";
    assert_equals(echoed.bytes.length, kept ? 1 : 0);
    assert_equals(header(echoed, "content-type"), kept ? "text/plain;charset=UTF-8" : "");
    assert_equals(header(echoed, "content-language"), kept ? "x" : "");
  }
  const head = await fetch(to("/echo", 303), { method: "HEAD" });
  assert_equals(head.status, 200);
  assert_equals(await head.text(), "");
}, "the method is rewritten, and then the body and its headers go");

promise_test(async () => {
  const headers = { Authorization: "secret", Cookie: "c", "Proxy-Authorization": "p", "X-Other": "kept" };
  const same = await (await fetch(to("/echo"), { headers })).json();
  assert_equals(header(same, "authorization"), "secret");
  assert_equals(header(same, "cookie"), "c");
  const response = await fetch(to(`${$otherOrigin}/echo`), { headers });
  assert_equals(response.url, `${$otherOrigin}/echo`);
  const other = await response.json();
  assert_equals(header(other, "authorization"), "");
  assert_equals(header(other, "cookie"), "");
  assert_equals(header(other, "proxy-authorization"), "");
  assert_equals(header(other, "x-other"), "kept");
  assert_equals(header(other, "host"), $otherOrigin.slice("http://".length));
  const back = await (await fetch(to(`${$otherOrigin}/redirect?to=${encodeURIComponent(`${$origin}/echo`)}`), { headers })).json();
  assert_equals(header(back, "authorization"), "", "it does not come back");
}, "credentials do not go to another origin");

promise_test(async (t) => {
  const twenty = await fetch(`${$origin}/countdown?n=20`);
  assert_equals(twenty.url, `${$origin}/countdown?n=0`);
  await twenty.text();
  await promise_rejects_js(t, TypeError, fetch(`${$origin}/countdown?n=21`));
  const loop = await promise_rejects_js(t, TypeError, fetch(`${$origin}/loop`));
  assert_true(loop.message.includes("more than 20 redirects"), loop.message);
}, "twenty redirects are followed, not one more");

promise_test(async (t) => {
  const error = await promise_rejects_js(t, TypeError, fetch(to("/echo"), { redirect: "error" }));
  assert_true(error.message.includes("redirects"), error.message);
  const response = await fetch(to("/echo"), { redirect: "manual" });
  assert_equals(response.type, "opaqueredirect");
  assert_equals(response.status, 0);
  assert_equals(response.statusText, "");
  assert_false(response.ok);
  assert_false(response.redirected);
  assert_equals(response.url, to("/echo"));
  assert_array_equals([...response.headers], []);
  assert_equals(await response.text(), "");
  const plain = await fetch(`${$origin}/echo`, { redirect: "error" });
  assert_equals(plain.status, 200);
  await plain.text();
}, "redirects can be errors, or be left alone");

promise_test(async (t) => {
  for (const url of ["file:///etc/passwd", "data:,x", "ftp://x/", "http://", "about:blank"]) {
    await promise_rejects_js(t, TypeError, fetch(to(url)), url);
  }
  const without = await fetch(`${$origin}/redirect?code=302`);
  assert_equals(without.status, 302);
  assert_false(without.redirected);
  await without.text();
}, "a redirect to what is no HTTP fails, one to nowhere is a response");

promise_test(async () => {
  assert_equals((await fetch(`${to("/echo")}#f`)).url, `${$origin}/echo`);
  const relative = await fetch(`${$origin}/redirect/deep/er?to=../up%3Fa`);
  assert_equals(relative.url, `${$origin}/redirect/up?a`);
  await relative.text();
}, "a location is relative to the URL it comes from");
