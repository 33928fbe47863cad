// clause: Streams: ReadableStream, its default controller and reader

promise_test(async () => {
  let controller;
  const stream = new ReadableStream({ start(c) { controller = c; } });
  const reader = stream.getReader();
  const first = reader.read();
  controller.enqueue("a");
  controller.enqueue("b");
  controller.close();
  assert_equals(JSON.stringify(await first), '{"done":false,"value":"a"}');
  assert_equals((await reader.read()).value, "b");
  assert_true((await reader.read()).done);
  assert_equals(await reader.closed, undefined);
}, "chunks are read in order, then the end");

promise_test(async () => {
  const seen = [];
  for await (const chunk of ReadableStream.from(["a", "b"])) seen.push(chunk);
  assert_array_equals(seen, ["a", "b"]);
}, "from a synchronous iterable");

promise_test(async () => {
  const [one, two] = ReadableStream.from(["a", "b"]).tee();
  const seen = [];
  for await (const chunk of one) seen.push(chunk);
  for await (const chunk of two) seen.push(chunk);
  assert_array_equals(seen, ["a", "b", "a", "b"]);
}, "both branches of tee have all chunks");
