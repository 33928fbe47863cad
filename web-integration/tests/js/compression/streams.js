// clause: Compression: CompressionStream, DecompressionStream

const formats = ["deflate", "deflate-raw", "gzip"];
const all = async (readable) => {
  const chunks = [];
  for await (const chunk of readable) chunks.push(...chunk);
  return Uint8Array.from(chunks);
};
const source = (...chunks) => new ReadableStream({ start(controller) { chunks.forEach((chunk) => controller.enqueue(chunk)); controller.close(); } });
const through = (stream, ...chunks) => all(source(...chunks).pipeThrough(stream));
const text = new TextEncoder().encode("a text that is repeated, ".repeat(400));

promise_test(async () => {
  for (const format of formats) {
    const compressed = await through(new CompressionStream(format), text.subarray(0, 100), new DataView(text.buffer, 100));
    assert_true(compressed.length < text.length / 10, format);
    const again = await through(new DecompressionStream(format), ...[...compressed].map((byte) => Uint8Array.of(byte)));
    assert_equals(new TextDecoder().decode(again), new TextDecoder().decode(text), format);
    const empty = await through(new CompressionStream(format));
    assert_equals((await through(new DecompressionStream(format), empty.buffer)).length, 0, format);
  }
}, "what was compressed is decompressed");

promise_test(async () => {
  const known = {
    deflate: [0x78, 0x9c, 0x4b, 0x4c, 0x4a, 0x06, 0, 2, 0x4d, 1, 0x27],
    "deflate-raw": [0x4b, 0x4c, 0x4a, 0x06, 0],
    gzip: [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x4c, 0x4a, 0x06, 0, 0xc2, 0x41, 0x24, 0x35, 3, 0, 0, 0],
  };
  for (const [format, bytes] of Object.entries(known)) {
    assert_equals(new TextDecoder().decode(await through(new DecompressionStream(format), Uint8Array.from(bytes))), "abc", format);
  }
}, "the formats are those of everybody");

promise_test(async (t) => {
  for (const format of formats) {
    const compressed = await through(new CompressionStream(format), text);
    const reject = (...chunks) => promise_rejects_js(t, TypeError, through(new DecompressionStream(format), ...chunks));
    await reject(compressed.subarray(0, compressed.length - 1));
    await reject();
    await reject(compressed, Uint8Array.of(0));
    await reject(Uint8Array.from([...compressed, 0]));
    await reject("text");
    await reject(new Uint8Array(new SharedArrayBuffer(4)));
    if (format !== "deflate-raw") {
      const broken = compressed.slice();
      broken[broken.length - 1] ^= 1;
      await reject(broken);
    }
    await promise_rejects_js(t, TypeError, through(new CompressionStream(format), {}));
  }
}, "what is cut off, follows the end, or has another checksum is the error of the stream");

test(() => {
  for (const make of [CompressionStream, DecompressionStream]) {
    assert_throws_js(TypeError, () => new make());
    assert_throws_js(TypeError, () => make("gzip"));
    for (const wrong of ["", "GZIP", "zip", null]) assert_throws_js(TypeError, () => new make(wrong));
    const stream = new make("gzip");
    assert_true(stream.readable instanceof ReadableStream && stream.writable instanceof WritableStream);
    assert_equals(stream.readable, stream.readable);
    const { get } = Object.getOwnPropertyDescriptor(make.prototype, "readable");
    assert_throws_js(TypeError, () => get.call({}));
  }
}, "the interfaces");
