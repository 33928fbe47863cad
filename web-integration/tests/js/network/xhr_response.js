// clause: XMLHttpRequest: the response

const get = (path, setup) => new Promise((resolve) => {
  const xhr = new XMLHttpRequest();
  xhr.open("GET", path.startsWith("data:") ? path : `${$origin}/${path}`);
  setup?.(xhr);
  xhr.onloadend = () => resolve(xhr);
  xhr.send();
});
const typed = (path, responseType) => get(path, (xhr) => { xhr.responseType = responseType; });

promise_test(async () => {
  const buffer = (await typed("status?body=abc", "arraybuffer")).response;
  assert_true(buffer instanceof ArrayBuffer);
  assert_equals(buffer.byteLength, 3);
  const blob = (await typed("status?body=abc&h-Content-Type=A/B;c=d", "blob")).response;
  assert_array_equals([blob instanceof Blob, blob.type, await blob.text()], [true, "a/b;c=d", "abc"]);
  assert_equals((await typed("status?body=abc", "blob")).response.type, "text/xml", "unless it is told");
  assert_equals((await typed("status?body=abc", "text")).response, "abc");
  assert_equals((await typed("status?body=%7B%22a%22:1%7D", "json")).response.a, 1);
  assert_equals((await typed("status?body=%7B", "json")).response, null);
}, "the types of a response");

promise_test(async () => {
  for (const type of ["arraybuffer", "blob", "json"]) {
    const xhr = await typed("status?body=[1]", type);
    assert_equals(xhr.response, xhr.response, `${type} is the same object again`);
    assert_throws_dom("InvalidStateError", () => xhr.responseText);
    assert_throws_dom("InvalidStateError", () => { xhr.responseType = "text"; });
    assert_equals((await typed("reset", type)).response, null, `${type} of an error`);
  }
  let early;
  await get("drip", (xhr) => {
    xhr.responseType = "arraybuffer";
    xhr.onprogress = () => {
      early = xhr.response;
      assert_throws_dom("InvalidStateError", () => { xhr.responseType = "text"; });
      xhr.responseType = "no type";
    };
  });
  assert_equals(early, null, "before the end");
}, "the object of a response");

test(() => {
  const xhr = new XMLHttpRequest();
  assert_array_equals([xhr.responseType, xhr.response, xhr.responseText, xhr.status, xhr.statusText, xhr.responseURL],
    ["", "", "", 0, "", ""]);
  xhr.responseType = "no type";
  xhr.responseType = "document";
  assert_equals(xhr.responseType, "");
  for (const type of ["text", "arraybuffer", "blob", "json", ""]) {
    xhr.responseType = type;
    assert_equals(xhr.responseType, type);
  }
  xhr.responseType = "blob";
  assert_equals(xhr.response, null);
  xhr.timeout = 4294967297;
  assert_equals(xhr.timeout, 1);
}, "before there is a response");

promise_test(async () => {
  const xhr = await get("status?h-zeta=1&h-Alpha=2&h-set-cookie=a&h-Set-Cookie=b&h-a_b=3&h-a-b=4&body=x");
  assert_equals(xhr.getAllResponseHeaders(),
    "a-b: 4\r\nalpha: 2\r\na_b: 3\r\ncontent-length: 1\r\nset-cookie: a, b\r\nzeta: 1\r\n");
  assert_equals(xhr.getResponseHeader("ZETA"), "1");
  assert_equals(xhr.getResponseHeader("none"), null);
  assert_throws_js(TypeError, () => xhr.getResponseHeader());
}, "the headers, sorted and in lower case");

promise_test(async () => {
  const text = async (query, mime) => (await get(`status?${query}`, (xhr) => mime && xhr.overrideMimeType(mime))).responseText;
  assert_equals(await text("body=%C3%83%C2%A4"), "\u00e4", "UTF-8 unless told");
  assert_equals(await text("body=%C3%A4&h-Content-Type=text/plain;charset=iso-8859-1"), "\u00e4");
  assert_equals(await text("body=%C3%A4", "a/b;charset=latin1"), "\u00e4");
  assert_equals(await text("body=%C3%83%C2%A4&h-Content-Type=a/b;charset=latin1", "a/b;charset=utf-8"), "\u00e4");
  assert_equals(await text("body=%C3%A4&h-Content-Type=a/b;charset=latin1", "nonsense"), "\u00e4", "not the charset");
  assert_equals(await text("body=%C3%AF%C2%BB%C2%BFx&h-Content-Type=a/b;charset=latin1"), "x", "a byte order mark wins");
  assert_equals(await text("body=%C3%BF"), "\ufffd");
  assert_equals(await text("body=x&h-Content-Type=a/b;charset=nonsense"), "x");
}, "text is decoded as the type says");

promise_test(async () => {
  const xhr = await get("status?body=x", (xhr) => { xhr.responseType = "blob"; xhr.overrideMimeType("c/d"); });
  assert_equals(xhr.response.type, "c/d");
  assert_throws_dom("InvalidStateError", () => xhr.overrideMimeType("a/b"));
  assert_throws_js(TypeError, () => xhr.overrideMimeType());
  const bad = await get("status?body=x", (xhr) => { xhr.responseType = "blob"; xhr.overrideMimeType("bad"); });
  assert_equals(bad.response.type, "application/octet-stream");
}, "the type can be overridden");

promise_test(async () => {
  const xhr = await get("redirect?to=/status%3Fbody%3Dmoved");
  assert_array_equals([xhr.responseText, xhr.responseURL], ["moved", `${$origin}/status?body=moved`]);
  assert_equals((await get("loop")).status, 0);
  assert_equals((await get("status?code=404&body=gone")).status, 404);
  assert_equals((await get("encoded?as=br")).responseText, "hello");
  assert_equals((await get("data:text/plain,inline")).responseText, "inline");
}, "redirects, error statuses, codings and data: URLs");
