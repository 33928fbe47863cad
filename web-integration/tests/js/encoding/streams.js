// clause: Encoding: TextDecoderStream, TextEncoderStream

const through = async (stream, chunks) => {
  const writer = stream.writable.getWriter();
  // The readable side is read meanwhile.
  const written = (async () => { for (const chunk of chunks) await writer.write(chunk); await writer.close(); })();
  written.catch(() => {});
  const out = [];
  for await (const chunk of stream.readable) out.push(chunk);
  await written;
  return out;
};

promise_test(async () => {
  const stream = new TextDecoderStream("utf-16le", { ignoreBOM: true });
  assert_array_equals([stream.encoding, stream.fatal, stream.ignoreBOM], ["utf-16le", false, true]);
  assert_true(stream.readable instanceof ReadableStream && stream.writable instanceof WritableStream);
  const bytes = new TextEncoder().encode("é\u{1f600}x");
  const chunks = await through(new TextDecoderStream(), [...bytes].map((byte) => Uint8Array.of(byte)));
  assert_array_equals(chunks, ["é", "\u{1f600}", "x"]);
  assert_array_equals(await through(new TextDecoderStream(), [bytes.subarray(0, 1)]), ["\ufffd"], "what is left at the end");
  assert_array_equals(await through(new TextDecoderStream(), []), []);
}, "decoding in pieces");

promise_test(async (t) => {
  await promise_rejects_js(t, TypeError, through(new TextDecoderStream("utf-8", { fatal: true }), [Uint8Array.of(0xff)]));
  await promise_rejects_js(t, TypeError, through(new TextDecoderStream("utf-8", { fatal: true }), [Uint8Array.of(0xe4)]), "at the end");
  await promise_rejects_js(t, TypeError, through(new TextDecoderStream(), ["text"]));
  assert_throws_js(RangeError, () => new TextDecoderStream("nope"));
}, "what cannot be decoded is the error of the stream");

promise_test(async () => {
  const lists = async (chunks) => (await through(new TextEncoderStream(), chunks)).map((chunk) => [...chunk].join()).join(";");
  assert_equals(new TextEncoderStream().encoding, "utf-8");
  assert_equals(await lists(["a", "", "é"]), "97;195,169");
  assert_equals(await lists(["\ud83d", "\ude00"]), "240,159,152,128", "two halves");
  assert_equals(await lists(["\ud83d", "x"]), "239,191,189,120");
  assert_equals(await lists(["x\ud83d"]), "120;239,191,189");
  assert_equals(await lists(["\ud83d", "", "\ud83d", "\ude00"]), "239,191,189;240,159,152,128");
  assert_equals(await lists([1, { toString: () => "o" }]), "49;111");
}, "encoding in pieces");

promise_test(async () => {
  const variable = new AsyncContext.Variable();
  const log = [];
  const stream = new TextEncoderStream();
  const writer = stream.writable.getWriter();
  const chunk = { toString() { log.push(variable.get()); return "x"; } };
  variable.run("first", () => { writer.write(chunk); });
  variable.run("second", () => { writer.write(chunk); });
  const reader = stream.readable.getReader();
  await variable.run("reader", async () => { await reader.read(); await reader.read(); });
  assert_array_equals(log, ["first", "second"]);
}, "a chunk is converted in the mapping of its write()");
