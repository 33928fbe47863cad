// clause: Encoding: TextEncoder; HTML: atob and btoa

test(() => {
  const encoder = new TextEncoder();
  assert_equals(encoder.encoding, "utf-8");
  assert_equals([...encoder.encode("a\u{1f600}\ud800é")].join(), "97,240,159,152,128,239,191,189,195,169");
  assert_equals(encoder.encode().length + encoder.encode(undefined).length, 0);
  assert_equals(encoder.encode(null).length, 4);
  assert_throws_js(TypeError, () => TextEncoder.prototype.encode.call({}, ""));
}, "encode");

test(() => {
  const encoder = new TextEncoder();
  const into = (text, room, offset = 0) => {
    const whole = new Uint8Array(room + offset).fill(0xff);
    const result = encoder.encodeInto(text, whole.subarray(offset));
    return [result.read, result.written, ...whole.subarray(offset)].join();
  };
  assert_equals(into("héé", 3), "2,3,104,195,169");
  assert_equals(into("héé", 4, 5), "2,3,104,195,169,255");
  assert_equals(into("\u{1f600}a", 3), "0,0,255,255,255", "no half of a code point");
  assert_equals(into("\u{1f600}a", 5), "3,5,240,159,152,128,97");
  assert_equals(into("\ud800a", 4), "2,4,239,191,189,97");
  assert_equals(into("", 1) + ";" + into("abc", 0), "0,0,255;0,0");
  const shared = new Uint8Array(new SharedArrayBuffer(4), 1, 2);
  const result = encoder.encodeInto("xyz", shared);
  assert_equals([result.read, result.written, ...new Uint8Array(shared.buffer)].join(), "2,2,0,120,121,0");
  for (const wrong of [new Uint8ClampedArray(4), new Int8Array(4), new ArrayBuffer(4), [], null]) {
    assert_throws_js(TypeError, () => encoder.encodeInto("a", wrong));
  }
  assert_throws_js(TypeError, () => encoder.encodeInto("a"));
}, "encodeInto");

test(() => {
  let all = "";
  for (let i = 0; i < 256; i++) all += String.fromCharCode(i);
  for (const text of ["", "a", "ab", "abc", all]) assert_equals(atob(btoa(text)), text);
  assert_equals(btoa("\xff\xfe"), "//4=");
  assert_equals(atob(" Y W\tJ\nj "), "abc");
  assert_equals(atob("YQ") + atob("YQ=="), "aa");
  assert_equals(btoa(null) + btoa(undefined), "bnVsbA==dW5kZWZpbmVk");
  for (const wrong of ["\u0100", "a\u{1f600}"]) assert_throws_dom("InvalidCharacterError", () => btoa(wrong));
  for (const wrong of ["a", "YQ=", "=", "YQ===", "Y-_Q", "Y\u00a0Q", "\u0159Q==", "YWJj=", "\u000bYQ=="]) {
    assert_throws_dom("InvalidCharacterError", () => atob(wrong), JSON.stringify(wrong));
  }
  assert_throws_js(TypeError, () => atob());
  assert_throws_js(TypeError, () => btoa());
}, "atob and btoa");
