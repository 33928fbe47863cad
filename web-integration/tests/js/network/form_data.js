// clause: XMLHttpRequest: FormData; File API: File, blob URLs; Fetch: multipart bodies

test(() => {
  const file = new File(["a", new Uint8Array([98]), new Blob(["c"])], "na\ud800me.txt", { type: "Text/Plain", lastModified: 12.9 });
  assert_true(file instanceof Blob && file instanceof File);
  assert_array_equals([file.name, file.size, file.type, file.lastModified], ["na\ufffdme.txt", 3, "text/plain", 12]);
  assert_equals(Object.prototype.toString.call(file), "[object File]");
  const before = Date.now();
  const now = new File([], "").lastModified;
  assert_true(now >= before && now <= Date.now());
  for (const [given, kept] of [[-1.5, -1], [NaN, 0], [2 ** 64, 0], [null, 0], [new Date(7), 7]]) {
    assert_equals(new File([], "x", { lastModified: given }).lastModified, kept, String(given));
  }
  const slice = file.slice(1);
  assert_true(slice instanceof Blob && !(slice instanceof File));
  for (const wrong of [[], [[]], ["text", "name"], [null, "x"]]) assert_throws_js(TypeError, () => new File(...wrong));
  assert_throws_js(TypeError, () => File([], ""));
  assert_throws_js(TypeError, () => Object.getOwnPropertyDescriptor(File.prototype, "name").get.call(new Blob()));
}, "File");

test(() => {
  const form = new FormData();
  form.append("a", "1");
  form.append("b", { toString: () => "2\ud800" });
  form.append("a", 3);
  const pairs = (form) => [...form].map(([name, value]) => `${name}=${value instanceof File ? `[${value.name}]` : value}`).join("&");
  assert_equals(pairs(form), "a=1&b=2\ufffd&a=3");
  assert_equals(form.get("a") + form.getAll("a").join() + form.get("x") + form.getAll("x").length, "11,3null0");
  assert_true(form.has("b") && !form.has("x"));
  form.set("a", "4");
  assert_equals(pairs(form), "a=4&b=2\ufffd");
  form.append("a", "5");
  form.append("b", "6");
  form.set("b", "7");
  form.set("new", "8");
  assert_equals(pairs(form), "a=4&b=7&a=5&new=8");
  form.delete("a");
  assert_equals(pairs(form), "b=7&new=8");
  assert_equals([...form.keys()] + ";" + [...form.values()], "b,new;7,8");
  const seen = [];
  form.forEach((value, name, whole) => seen.push(name, value, whole === form));
  assert_equals(seen.join(), "b,7,true,new,8,true");
}, "entries of a form");

test(() => {
  const form = new FormData();
  const file = new File(["x"], "own.txt", { lastModified: 5 });
  form.append("f", file);
  assert_equals(form.get("f"), file, "a file without another name is kept");
  form.append("g", file, "other");
  assert_array_equals([form.get("g").name, form.get("g").lastModified], ["other", 5]);
  form.append("h", new Blob(["y"], { type: "a/b" }));
  assert_array_equals([form.get("h").name, form.get("h").type, form.get("h") instanceof File], ["blob", "a/b", true]);
  assert_equals(form.get("h"), form.get("h"));
  assert_throws_js(TypeError, () => form.append("i", "text", "name"));
  assert_throws_js(TypeError, () => form.append("i"));
  assert_throws_js(TypeError, () => new FormData({}));
  assert_throws_js(TypeError, () => FormData());
  assert_throws_js(TypeError, () => FormData.prototype.get.call(new Map(), "a"));
}, "files in a form");

promise_test(async () => {
  const form = new FormData();
  form.append("te\"xt\n", "line\nline\r\nline\rend");
  form.append("ü", "\u{1f600}");
  form.append("f", new File([new Uint8Array([0, 13, 10, 45, 45, 255])], "n\"ame", { type: "image/png" }));
  form.append("empty", new Blob());
  const response = await fetch(`${$origin}/echo`, { method: "POST", body: form });
  const sent = await response.json();
  const type = new Map(sent.headers).get("content-type");
  const body = new TextDecoder().decode(Uint8Array.from(sent.bytes));
  assert_true(/^multipart\/form-data; boundary=[-\w]{20,70}$/.test(type), type);
  assert_true(body.includes('name="te%22xt%0D%0A"\r\n\r\nline\r\nline\r\nline\r\nend\r\n--'), body);
  const again = await new Response(form).formData();
  assert_equals([...again.keys()].join(), "te\"xt\r\n,ü,f,empty");
  assert_equals(again.get("ü"), "\u{1f600}");
  const file = again.get("f");
  assert_array_equals([file.name, file.type, file.size], ["n\"ame", "image/png", 6]);
  assert_equals([...new Uint8Array(await file.arrayBuffer())].join(), "0,13,10,45,45,255");
  assert_array_equals([again.get("empty").name, again.get("empty").type], ["blob", "application/octet-stream"]);
}, "a form is sent as multipart/form-data and read again");

promise_test(async (t) => {
  const form = await new Response(new URLSearchParams({ a: "1 2", b: "ü" })).formData();
  assert_equals([...form].join(";"), "a,1 2;b,ü");
  const read = (text, type) => new Response(text, { headers: { "content-type": type } }).formData();
  assert_equals([...await read("--x--\r\n", "multipart/form-data; boundary=x")].length, 0);
  const quoted = "--a b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\nv\r\n--a b--";
  assert_equals((await read(quoted, 'Multipart/Form-Data; boundary="a b"')).get("n"), "v");
  for (const [text, type] of [["a=1", "text/plain"], ["--x--", "multipart/form-data"], ["--y--", "multipart/form-data; boundary=x"], ["", "multipart/form-data; boundary=x"]]) {
    await promise_rejects_js(t, TypeError, read(text, type), type);
  }
  const request = new Request($origin, { method: "POST", body: form });
  assert_equals([...await request.formData()].join(";"), "a,1 2;b,ü");
  assert_true(request.bodyUsed);
  await promise_rejects_js(t, TypeError, request.formData());
}, "what formData() can read");

promise_test(async (t) => {
  const url = URL.createObjectURL(new Blob(["content"], { type: "text/x" }));
  assert_true(/^blob:null\/[-0-9a-f]{36}$/.test(url), url);
  assert_equals(new URL(url).origin, "null", "a realm without a base URL has an opaque origin");
  const response = await fetch(`${url}#fragment`);
  assert_array_equals([response.status, response.headers.get("content-type"), response.headers.get("content-length")], [200, "text/x", "7"]);
  assert_equals(await response.text(), "content");
  await promise_rejects_js(t, TypeError, fetch(url, { method: "HEAD" }));
  const xhr = new XMLHttpRequest();
  xhr.open("GET", url);
  xhr.send();
  const made = new Request(url);
  URL.revokeObjectURL(url);
  await new Promise((resolve) => { xhr.onloadend = resolve; });
  assert_equals(xhr.responseText, "content", "it named the blob when it was opened");
  assert_equals(await (await fetch(made)).text(), "content");
  await promise_rejects_js(t, TypeError, fetch(url));
  URL.revokeObjectURL("nonsense");
  for (const wrong of [undefined, "x", {}]) assert_throws_js(TypeError, () => URL.createObjectURL(wrong));
}, "a blob: URL names a blob until it is revoked");

promise_test(async () => {
  const url = URL.createObjectURL(new Blob(["postMessage('from a blob: ' + name)"]));
  const worker = new Worker(url, { name: "n" });
  // It was read in the constructor.
  URL.revokeObjectURL(url);
  const data = await new Promise((resolve) => { worker.onmessage = (event) => resolve(event.data); });
  assert_equals(data, "from a blob: n");
  worker.terminate();
}, "a worker made of a blob");
