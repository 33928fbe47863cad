// clause: Streams: ReadableStream.prototype.tee

const rejection = (promise) => promise.then(() => assert_unreached("it was fulfilled"), (error) => error);
const controlled = (source = {}, strategy) => {
  let controller;
  const stream = new ReadableStream({ ...source, start(c) { controller = c; } }, strategy);
  return { stream, controller };
};

promise_test(async () => {
  const { stream, controller } = controlled();
  const branches = stream.tee();
  assert_true(Array.isArray(branches));
  assert_equals(branches.length, 2);
  assert_true(stream.locked);
  const chunk = {};
  controller.enqueue(chunk);
  controller.close();
  for (const branch of branches) {
    const reader = branch.getReader();
    assert_equals((await reader.read()).value, chunk);
    assert_true((await reader.read()).done);
    await reader.closed;
  }
}, "both branches have the same chunks and the end");

promise_test(async () => {
  let pulls = 0;
  const stream = new ReadableStream({ pull(c) { c.enqueue(pulls++); } }, { highWaterMark: 0 });
  const [one, two] = stream.tee();
  await delay(1);
  assert_equals(pulls, 1, "the branches ask for one");
  const reader = one.getReader();
  for (let i = 0; i < 5; i++) assert_equals((await reader.read()).value, i);
  await delay(1);
  assert_equals(pulls, 6);
  const other = two.getReader();
  for (let i = 0; i < 5; i++) assert_equals((await other.read()).value, i);
  await delay(1);
  assert_equals(pulls, 6, "the slower one reads what is there");
}, "the faster branch pulls");

promise_test(async () => {
  const reasons = [];
  const { stream } = controlled({ cancel(reason) { reasons.push(reason); return delay(1); } });
  const [one, two] = stream.tee();
  let settled = 0;
  const first = one.cancel("one").then(() => settled++);
  await delay(1);
  assert_equals(settled, 0, "waits for the other");
  assert_array_equals(reasons, []);
  await Promise.all([first, two.cancel("two")]);
  assert_array_equals(reasons[0], ["one", "two"]);
  assert_equals(reasons.length, 1);
}, "canceling both cancels the source with both reasons, in the order of the branches");

promise_test(async () => {
  const reasons = [];
  const { stream } = controlled({ cancel(reason) { reasons.push(reason); throw "why"; } });
  const [one, two] = stream.tee();
  const canceled = [two.cancel("two"), one.cancel("one")];
  for (const promise of canceled) assert_equals(await rejection(promise), "why");
  assert_array_equals(reasons[0], ["one", "two"]);
}, "both cancels reject with what the source throws");

promise_test(async () => {
  const { stream, controller } = controlled();
  const [one, two] = stream.tee();
  const canceled = one.cancel();
  controller.enqueue("a");
  const reader = two.getReader();
  assert_equals((await reader.read()).value, "a");
  controller.close();
  assert_true((await reader.read()).done);
  assert_equals(await canceled, undefined, "resolved by the end");
}, "one branch goes on when the other is canceled");

promise_test(async () => {
  const { stream, controller } = controlled();
  const [one, two] = stream.tee();
  const canceled = one.cancel();
  const reads = [two.getReader().read()];
  controller.error("why");
  for (const read of reads) assert_equals(await rejection(read), "why");
  assert_equals(await canceled, undefined);
  const other = controlled();
  other.controller.error("before");
  for (const branch of other.stream.tee()) assert_equals(await rejection(branch.getReader().closed), "before");
}, "an error is that of both branches");

promise_test(async () => {
  const log = [];
  const { stream, controller } = controlled({}, { highWaterMark: 0 });
  const [one] = stream.tee();
  await delay(1);
  one.getReader().read().then(() => log.push("read"));
  controller.enqueue("a");
  await null;
  assert_array_equals(log, [], "the branches get it in a microtask of its own");
  await null;
  assert_array_equals(log, ["read"]);
}, "the branches get a chunk one microtask later");

promise_test(async () => {
  const { stream, controller } = controlled({}, { highWaterMark: 0 });
  const [one, two] = stream.tee();
  const first = one.getReader();
  const second = two.getReader();
  await delay(1);
  const reads = [first.read(), first.read(), second.read(), second.read()];
  controller.enqueue("a");
  await delay(1);
  controller.enqueue("b");
  assert_equals((await Promise.all(reads)).map(({ value }) => value).join(), "a,b,a,b");
}, "reads that come while another is under way are served");

promise_test(async () => {
  const [one] = new ReadableStream().tee();
  assert_throws_js(TypeError, () => { const s = new ReadableStream(); s.getReader(); s.tee(); });
  assert_throws_js(TypeError, () => ReadableStream.prototype.tee.call({}));
  assert_true(one instanceof ReadableStream);
}, "wrong receivers, locked streams");
