// clause: Encoding: TextDecoder

const bytes = (...numbers) => new Uint8Array(numbers);

test(() => {
  const names = {
    "utf8": "utf-8", " UTF-8\n": "utf-8", "unicode-1-1-utf-8": "utf-8", "latin1": "windows-1252", "ascii": "windows-1252",
    "iso-8859-2": "iso-8859-2", "koi8-r": "koi8-r", "sjis": "shift_jis", "gb2312": "gbk", "gb18030": "gb18030", "big5-hkscs": "big5",
    "euc-kr": "euc-kr", "x-user-defined": "x-user-defined", "utf-16": "utf-16le", "unicodefffe": "utf-16be", "x-mac-cyrillic": "x-mac-cyrillic",
  };
  for (const [label, name] of Object.entries(names)) assert_equals(new TextDecoder(label).encoding, name, label);
  for (const label of ["", "utf", "utf-8\u00a0", "\0utf-8", "replacement", "iso-2022-kr", "hz-gb-2312"]) {
    assert_throws_js(RangeError, () => new TextDecoder(label), JSON.stringify(label));
  }
  const { encoding, fatal, ignoreBOM } = new TextDecoder();
  assert_array_equals([encoding, fatal, ignoreBOM], ["utf-8", false, false]);
}, "labels name encodings, whatever their case and the space around them");

test(() => {
  const samples = [
    ["windows-1252", bytes(0x80, 0xe9), "\u20acé"], ["shift_jis", bytes(0x93, 0xfa, 0x96, 0x7b), "日本"], ["gbk", bytes(0xc4, 0xe3), "你"],
    ["big5", bytes(0xa7, 0x41), "你"], ["euc-jp", bytes(0xc6, 0xfc), "日"], ["euc-kr", bytes(0xc7, 0xd1), "한"], ["koi8-r", bytes(0xc1), "а"],
    ["iso-2022-jp", bytes(0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42), "日"], ["utf-16be", bytes(0xd8, 0x3d, 0xde, 0), "\u{1f600}"],
    ["utf-16le", bytes(0x3d, 0xd8, 0, 0xde), "\u{1f600}"], ["gb18030", bytes(0x94, 0x39, 0xfc, 0x36), "\u{1f600}"], ["x-user-defined", bytes(0x80), "\uf780"],
    ["utf-8", bytes(0xf0, 0x9f, 0x98, 0x80, 0x61), "\u{1f600}a"],
  ];
  for (const [label, input, text] of samples) assert_equals(new TextDecoder(label).decode(input), text, label);
}, "bytes of each kind of encoding");

test(() => {
  const text = "a\u{1f600}é\u4f60";
  const input = new TextEncoder().encode(text);
  for (let cut = 0; cut <= input.length; cut++) {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const first = decoder.decode(input.subarray(0, cut), { stream: true });
    assert_equals(first + decoder.decode(input.subarray(cut)), text, `cut at ${cut}`);
  }
  const decoder = new TextDecoder();
  assert_equals(decoder.decode(bytes(0xe4, 0xbd), { stream: true }), "");
  assert_equals(decoder.decode(), "\ufffd", "the end");
  assert_equals(decoder.decode(bytes(0xa0)), "\ufffd", "another text");
  const odd = new TextDecoder("utf-16le");
  assert_equals(odd.decode(bytes(0x61), { stream: true }) + odd.decode(bytes(0, 0x3d), { stream: true }) + odd.decode(), "a\ufffd");
}, "a text may be cut anywhere");

test(() => {
  const bom = [[0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]];
  for (const [at, label] of ["utf-8", "utf-16le", "utf-16be"].entries()) {
    assert_equals(new TextDecoder(label).decode(bytes(...bom[at])), "", label);
    assert_equals(new TextDecoder(label, { ignoreBOM: true }).decode(bytes(...bom[at])), "\ufeff", label);
    const decoder = new TextDecoder(label);
    for (let i = 0; i < 2; i++) {
      let text = "";
      for (const byte of bom[at]) text += decoder.decode(bytes(byte), { stream: true });
      assert_equals(text + decoder.decode(), "", `${label}, byte by byte, text ${i}`);
    }
  }
  assert_equals(new TextDecoder("utf-16le").decode(bytes(0xfe, 0xff)), "\ufffe", "the mark of another encoding is text");
  assert_equals(new TextDecoder().decode(bytes(...bom[0], ...bom[0])), "\ufeff", "only the first");
}, "a byte order mark");

test(() => {
  const fatal = new TextDecoder("utf-8", { fatal: true });
  for (const input of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe4, 0xbd]]) {
    assert_throws_js(TypeError, () => fatal.decode(bytes(...input)), String(input));
    assert_true(new TextDecoder().decode(bytes(...input)).startsWith("\ufffd"));
  }
  assert_equals(fatal.decode(bytes(0x61)), "a", "it can be used after an error");
  assert_equals(new TextDecoder().decode(bytes(0xe4, 0xbd, 0x61)), "\ufffda", "one replacement for a truncated sequence");
}, "what is not valid");

test(() => {
  const buffer = new Uint8Array([120, 97, 98, 99, 120]).buffer;
  const decoder = new TextDecoder();
  assert_equals(decoder.decode(buffer), "xabcx");
  assert_equals(decoder.decode(new DataView(buffer, 1, 3)), "abc");
  assert_equals(decoder.decode(new Uint8Array(buffer, 1, 3)), "abc");
  const shared = new SharedArrayBuffer(2);
  new Uint8Array(shared).set([104, 105]);
  assert_equals(decoder.decode(shared) + decoder.decode(new Uint8Array(shared, 1)), "hii");
  assert_equals(decoder.decode() + decoder.decode(undefined), "");
  const input = new Uint8Array([97, 98]);
  const options = { get stream() { input[0] = 122; return false; } };
  assert_equals(decoder.decode(input, options), "zb", "the bytes are read after the options");
  for (const wrong of [null, "a", 1, {}, [97]]) assert_throws_js(TypeError, () => decoder.decode(wrong));
  assert_throws_js(TypeError, () => TextDecoder.prototype.decode.call({}, input));
  assert_throws_js(TypeError, () => TextDecoder());
}, "what can be decoded");
