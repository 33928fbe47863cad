// clause: File API: Blob; URL: URLSearchParams

promise_test(async () => {
  const blob = new Blob(["h\u00e4", new Uint8Array([33]), new Blob(["x"]), new Uint8Array([1, 65]).subarray(1).buffer.slice(1),
    5], { type: "Text/X" });
  assert_array_equals([blob.size, blob.type, await blob.text()], [7, "text/x", "h\u00e4!xA5"]);
  assert_equals((await blob.arrayBuffer()).byteLength, 7);
  assert_equals((await blob.bytes())[1], 0xc3);
  assert_array_equals([new Blob().size, new Blob([]).type, new Blob(undefined).size], [0, "", 0]);
  assert_equals(new Blob([], { type: "a\u00e4" }).type, "");
  assert_equals(await new Blob(["a\r\nb\rc\n"], { endings: "native" }).text(), "a\nb\nc\n");
  assert_equals(await new Blob(["a\r\n"], { endings: "transparent" }).text(), "a\r\n");
}, "a blob from parts");

promise_test(async () => {
  const blob = new Blob(["0123456789"]);
  const slice = (...args) => blob.slice(...args).text();
  assert_equals(await slice(), "0123456789");
  assert_equals(await slice(2), "23456789");
  assert_equals(await slice(2, 4), "23");
  assert_equals(await slice(-3), "789");
  assert_equals(await slice(-3, -1), "78");
  assert_equals(await slice(4, 2), "");
  assert_equals(await slice(-100, 100), "0123456789");
  assert_equals(await slice(NaN, 2), "01");
  assert_equals(blob.slice(0, 1, "A/B").type, "a/b");
  assert_equals(blob.slice(0, 1).type, "");
}, "slices");

promise_test(async (t) => {
  for (const bad of [1, "text", {}, null, { length: 1 }]) assert_throws_js(TypeError, () => new Blob(bad));
  assert_throws_js(TypeError, () => new Blob([], 1));
  assert_throws_js(TypeError, () => new Blob([], { endings: "x" }));
  assert_throws_js(TypeError, () => new Blob([Symbol()]));
  assert_throws_js(TypeError, () => Blob([]));
  assert_throws_js(TypeError, () => Blob.prototype.slice.call({}));
  assert_throws_js(TypeError, () => Object.getOwnPropertyDescriptor(Blob.prototype, "size").get.call({}));
  await promise_rejects_js(t, TypeError, Blob.prototype.text.call({}));
}, "what makes no blob");

test(() => {
  assert_equals(new URLSearchParams("?a=1&b=%20+&a=2").toString(), "a=1&b=++&a=2");
  assert_equals(new URLSearchParams([["a", "b"], ["c", "d"]]).toString(), "a=b&c=d");
  assert_equals(new URLSearchParams({ a: 1 }).toString(), "a=1");
  assert_equals(new URLSearchParams(new URLSearchParams("x=y")).toString(), "x=y");
  assert_equals(new URLSearchParams().toString(), "");
  assert_equals(new URLSearchParams("??a").toString(), "%3Fa=");
  assert_throws_js(TypeError, () => new URLSearchParams([["a"]]));
  assert_throws_js(TypeError, () => URLSearchParams("a"));
}, "search parameters from strings, pairs and records");

test(() => {
  const params = new URLSearchParams("a=1&b=2&a=3");
  assert_equals(params.size, 3);
  assert_equals(params.get("a"), "1");
  assert_equals(params.get("x"), null);
  assert_array_equals(params.getAll("a"), ["1", "3"]);
  assert_true(params.has("a", "3"));
  assert_false(params.has("a", "2"));
  params.set("a", "4");
  assert_equals(String(params), "a=4&b=2");
  params.set("c", "5");
  params.append("a", "6");
  params.delete("a", "4");
  assert_equals(String(params), "b=2&c=5&a=6");
  params.sort();
  assert_equals(String(params), "a=6&b=2&c=5");
  params.delete("b");
  assert_array_equals([...params].map(String), ["a,6", "c,5"]);
  assert_array_equals([...params.keys(), ...params.values()], ["a", "c", "6", "5"]);
  assert_equals(params[Symbol.iterator]()[Symbol.toStringTag], "URLSearchParams Iterator");
  assert_throws_js(TypeError, () => params.get());
  assert_throws_js(TypeError, () => params.append("a"));
  assert_throws_js(TypeError, () => URLSearchParams.prototype.get.call({}, "a"));
}, "the methods of search parameters");
