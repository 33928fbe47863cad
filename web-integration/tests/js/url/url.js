// clause: URL: URL

test(() => {
  const url = new URL("HTTP://us%20er:pä@EXÄMPLE.org:8080/a/../b c?q=1&r#h");
  assert_equals(url.href, "http://us%20er:p%C3%A4@xn--exmple-cua.org:8080/b%20c?q=1&r#h");
  assert_array_equals([url.protocol, url.username, url.password, url.host, url.hostname, url.port, url.pathname, url.search, url.hash, url.origin],
    ["http:", "us%20er", "p%C3%A4", "xn--exmple-cua.org:8080", "xn--exmple-cua.org", "8080", "/b%20c", "?q=1&r", "#h", "http://xn--exmple-cua.org:8080"]);
  assert_equals(String(url), url.href);
  assert_equals(JSON.stringify({ url }), JSON.stringify({ url: url.href }));
  assert_equals(new URL("../x?y", "http://a/b/c/d").href, "http://a/b/x?y");
  assert_equals(new URL("mailto:a@b").origin, "null");
  assert_equals(new URL("x:y").pathname, "y");
}, "the parts of a URL");

test(() => {
  const origin = (url) => new URL(url).origin;
  assert_equals(origin("blob:https://a.example/uuid"), "https://a.example");
  assert_equals(origin("blob:http://a.example:8080/uuid#h"), "http://a.example:8080");
  for (const path of ["null/uuid", "uuid", "file:///uuid", "ftp://a.example/uuid", "ws://a.example/", "wss://a.example/", "blob:https://a.example/", ""]) {
    assert_equals(origin(`blob:${path}`), "null", path);
  }
  assert_equals(origin("ws://a.example/"), "ws://a.example");
}, "the origin of a blob: URL is that of the http: or https: URL in it");

test(() => {
  for (const wrong of [["nope"], ["/a"], ["http://"], ["http://a b/"], ["x", "nope"], ["http://[1"]]) {
    assert_throws_js(TypeError, () => new URL(...wrong), String(wrong));
    assert_false(URL.canParse(...wrong));
    assert_equals(URL.parse(...wrong), null);
  }
  assert_throws_js(TypeError, () => new URL());
  assert_throws_js(TypeError, () => URL("http://a"));
  assert_true(URL.canParse("x", "http://a"));
  assert_equals(URL.parse("x", "http://a").href, "http://a/x");
  assert_true(URL.parse("http://a") instanceof URL);
}, "what cannot be parsed");

test(() => {
  const set = (start, name, value) => {
    const url = new URL(start);
    url[name] = value;
    return url.href;
  };
  assert_equals(set("http://a/", "protocol", "https"), "https://a/");
  assert_equals(set("http://a/", "protocol", "mailto"), "http://a/", "not to a scheme of another kind");
  assert_equals(set("http://a/", "username", "x y"), "http://x%20y@a/");
  assert_equals(set("http://a/", "password", "p"), "http://:p@a/");
  assert_equals(set("http://a/", "host", "b:81"), "http://b:81/");
  assert_equals(set("http://a:81/", "hostname", "b"), "http://b:81/");
  assert_equals(set("http://a:81/", "port", "80"), "http://a/");
  assert_equals(set("http://a/", "port", "8x"), "http://a:8/");
  assert_equals(set("http://a/", "pathname", "x?y"), "http://a/x%3Fy");
  assert_equals(set("http://a/", "search", "q"), "http://a/?q");
  assert_equals(set("http://a/?q", "search", ""), "http://a/");
  assert_equals(set("http://a/", "hash", "h"), "http://a/#h");
  assert_equals(set("http://a/", "host", "b c"), "http://a/", "what is not valid changes nothing");
  assert_equals(set("http://a/", "href", "x:y"), "x:y");
  assert_throws_js(TypeError, () => set("http://a/", "href", "nope"));
}, "setting the parts");

test(() => {
  const url = new URL("http://a/?x=1&y=2");
  const { searchParams } = url;
  assert_true(searchParams instanceof URLSearchParams);
  assert_equals(url.searchParams, searchParams, "always the same object");
  searchParams.append("z", "a b&");
  assert_equals(url.href, "http://a/?x=1&y=2&z=a+b%26");
  searchParams.delete("x");
  searchParams.set("y", "3");
  assert_equals(url.search, "?y=3&z=a+b%26");
  searchParams.sort();
  for (const name of ["y", "z"]) searchParams.delete(name);
  assert_equals(url.href, "http://a/", "an empty list has no question mark");
  url.search = "?k=v";
  assert_equals(searchParams.get("k"), "v");
  url.href = "http://b/?m=n";
  assert_equals([...searchParams].join(";"), "m,n");
  searchParams.append("o", "p");
  assert_equals(url.href, "http://b/?m=n&o=p");
  assert_equals(searchParams.size, 2);
  const other = new URLSearchParams(url.search);
  other.append("q", "r");
  assert_equals(url.href, "http://b/?m=n&o=p", "a list of its own changes no URL");
}, "the query object and the query follow each other");
