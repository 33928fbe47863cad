// clause: Fetch: Headers

const entries = (headers) => [...headers].map(([name, value]) => `${name}=${value}`);

test(() => {
  assert_array_equals(entries(new Headers()), []);
  assert_array_equals(entries(new Headers(undefined)), []);
  assert_array_equals(entries(new Headers({ B: "1", a: " 2\t" })), ["a=2", "b=1"]);
  assert_array_equals(entries(new Headers([["b", "1"], ["a", "2"], ["B", "3"]])), ["a=2", "b=1, 3"]);
  assert_array_equals(entries(new Headers(new Map([["x", 1]]))), ["x=1"]);
  assert_array_equals(entries(new Headers(new Headers({ x: "y" }))), ["x=y"]);
  assert_array_equals(entries(new Headers(Object.create({ inherited: "1" }, {
    hidden: { value: "2", enumerable: false }, own: { value: "3", enumerable: true } }))), ["own=3"]);
}, "the constructor takes pairs and records");

test(() => {
  for (const bad of [null, 1, "x", [["a"]], [["a", "b", "c"]], [1], { "": "x" }, { "a b": "x" }, { a: "x\ny" },
    { a: "\u0100" }, { "\u0100": "a" }, { [Symbol("s")]: "x" }, { a: Symbol() }, { a: "\0" }]) {
    assert_throws_js(TypeError, () => new Headers(bad), String(JSON.stringify(bad)));
  }
  assert_throws_js(TypeError, () => Headers());
}, "the constructor refuses what makes no headers");

test(() => {
  const headers = new Headers();
  headers.append("A", "1");
  headers.append("a", " 2 ");
  assert_equals(headers.get("a"), "1, 2");
  headers.set("b", "x");
  headers.append("B", "y");
  headers.set("b", "z");
  assert_equals(headers.get("B"), "z");
  assert_true(headers.has("b"));
  headers.delete("B");
  assert_false(headers.has("b"));
  assert_equals(headers.get("b"), null);
  headers.set("a", "");
  assert_equals(headers.get("a"), "");
  assert_equals(headers.append.length, 2);
}, "append, set, get, has and delete ignore case");

test(() => {
  const headers = new Headers([["set-cookie", "a"], ["Set-Cookie", "b"], ["x", "1"], ["x", "2"]]);
  assert_array_equals(headers.getSetCookie(), ["a", "b"]);
  assert_equals(headers.get("set-cookie"), "a, b");
  assert_array_equals(entries(headers), ["set-cookie=a", "set-cookie=b", "x=1, 2"]);
}, "cookies are not combined");

test(() => {
  const headers = new Headers({ a: "1", b: "2", c: "3" });
  assert_array_equals([...headers.keys()], ["a", "b", "c"]);
  assert_array_equals([...headers.values()], ["1", "2", "3"]);
  assert_equals(Headers.prototype[Symbol.iterator], Headers.prototype.entries);
  const iterator = headers.entries();
  assert_equals(iterator[Symbol.toStringTag], "Headers Iterator");
  assert_equals(iterator[Symbol.iterator](), iterator);
  assert_equals(iterator.next().value[0], "a");
  headers.delete("b");
  headers.append("d", "4");
  assert_equals(iterator.next().value[0], "c");
  assert_equals(iterator.next().value[0], "d");
  assert_true(iterator.next().done);
  headers.append("e", "5");
  assert_false(iterator.next().done, "it is not exhausted");
  const log = [];
  const context = {};
  headers.forEach(function (value, name, object) {
    log.push(name, value, object === headers, this === context);
  }, context);
  assert_array_equals(log.slice(0, 4), ["a", "1", true, true]);
  assert_equals(log.length, 16);
  assert_throws_js(TypeError, () => headers.forEach());
  assert_throws_js(TypeError, () => headers.forEach({}));
}, "iteration is live and sorted");

test(() => {
  for (const name of ["append", "delete", "get", "getSetCookie", "has", "set", "entries", "keys", "forEach"]) {
    assert_throws_js(TypeError, () => Headers.prototype[name].call({}, "a", "b"), name);
  }
  assert_throws_js(TypeError, () => new Headers().entries().next.call({}));
  const headers = new Headers();
  assert_throws_js(TypeError, () => headers.append("a"));
  assert_throws_js(TypeError, () => headers.get());
  assert_throws_js(TypeError, () => headers.get("a b"));
  assert_throws_js(TypeError, () => headers.set("a", "\r"+"x\n"+"y"));
  assert_throws_js(TypeError, () => headers.delete(""));
}, "wrong receivers and arguments");

test(() => {
  const response = Response.error();
  assert_throws_js(TypeError, () => response.headers.set("a", "b"));
  assert_throws_js(TypeError, () => response.headers.append("a", "b"));
  assert_throws_js(TypeError, () => response.headers.delete("a"));
  assert_throws_js(TypeError, () => Response.redirect("http://x/").headers.set("a", "b"));
}, "the headers of a response that the platform made are immutable");

// It would take hours if each step looked at all of them.
test(() => {
  const count = 1000;
  const headers = new Headers();
  for (let i = 0; i < count; i++) headers.append(`x-${i}`, i);
  const params = new URLSearchParams("a=b&".repeat(200 * count));
  assert_equals([...headers].length, count);
  assert_equals([...params].length, 200 * count);
  let seen = 0;
  params.forEach(() => seen++);
  assert_equals(seen, 200 * count);
}, "an iteration over many does not look at all of them for each");

test(() => {
  const params = new URLSearchParams({ "\uD835x": "1", xx: "2", "\uD83Dx": "3" });
  assert_equals(JSON.stringify([...params]), JSON.stringify([["\uFFFDx", "3"], ["xx", "2"]]));
  const read = [];
  const init = {
    get "\uD835"() { read.push("first"); return "1"; },
    get "\uD83D"() { read.push("second"); return "2"; },
  };
  assert_equals(String(new URLSearchParams(init)), "%EF%BF%BD=2");
  assert_array_equals(read, ["first", "second"]);
}, "names of a record that are the same after the conversion are one, with the last value");
