// clause: Streams: queuing strategies

test(() => {
  const count = new CountQueuingStrategy({ highWaterMark: 4 });
  assert_equals(count.highWaterMark, 4);
  assert_equals(count.size("anything"), 1);
  assert_equals(count.size, new CountQueuingStrategy({ highWaterMark: 1 }).size);
  assert_equals(count.size.length, 0);
  assert_equals(count.size.name, "size");
  const bytes = new ByteLengthQueuingStrategy({ highWaterMark: "5" });
  assert_equals(bytes.highWaterMark, 5);
  assert_equals(bytes.size(new Uint8Array(3)), 3);
  assert_equals(bytes.size({ byteLength: "x" }), "x");
  assert_equals(bytes.size(1), undefined);
  assert_equals(bytes.size.length, 1);
  assert_throws_js(TypeError, () => bytes.size());
  assert_throws_js(TypeError, () => bytes.size(null));
  assert_throws_js(TypeError, () => new count.size());
}, "sizes and high water marks");

test(() => {
  for (const Strategy of [CountQueuingStrategy, ByteLengthQueuingStrategy]) {
    assert_throws_js(TypeError, () => new Strategy());
    assert_throws_js(TypeError, () => new Strategy({}));
    assert_throws_js(TypeError, () => new Strategy(1));
    assert_throws_js(TypeError, () => Strategy({ highWaterMark: 1 }));
    for (const mark of [NaN, -1, Infinity]) {
      assert_equals(new Strategy({ highWaterMark: mark }).highWaterMark, mark, "checked by the stream");
    }
    assert_true(Number.isNaN(new Strategy({ highWaterMark: "x" }).highWaterMark));
    const failure = new Error();
    assert_throws_exactly(failure, () => new Strategy({ get highWaterMark() { throw failure; } }));
    assert_equals(Strategy.length, 1);
    assert_equals(String(new Strategy({ highWaterMark: 1 })), `[object ${Strategy.name}]`);
    class Sub extends Strategy {}
    assert_true(new Sub({ highWaterMark: 1 }) instanceof Sub);
  }
  const { get } = Object.getOwnPropertyDescriptor(CountQueuingStrategy.prototype, "highWaterMark");
  assert_throws_js(TypeError, () => get.call(new ByteLengthQueuingStrategy({ highWaterMark: 1 })));
  const size = Object.getOwnPropertyDescriptor(ByteLengthQueuingStrategy.prototype, "size").get;
  assert_throws_js(TypeError, () => size.call(new CountQueuingStrategy({ highWaterMark: 1 })));
  assert_equals(size.name, "get size");
}, "conversions and receivers");

test(() => {
  for (const Stream of [ReadableStream, WritableStream, TransformStream]) {
    for (const highWaterMark of [NaN, -1, "x", undefined]) {
      const make = () => new Stream({}, { highWaterMark });
      if (highWaterMark === undefined) make();
      else assert_throws_js(RangeError, make, `${Stream.name} ${highWaterMark}`);
    }
    assert_throws_js(TypeError, () => new Stream({}, { size: 1 }));
    assert_throws_js(TypeError, () => new Stream({}, 1));
    const failure = new Error();
    assert_throws_exactly(failure, () => new Stream({}, { get size() { throw failure; } }));
    const order = [];
    new Stream({}, { get size() { order.push("size"); }, get highWaterMark() { order.push("mark"); } });
    assert_array_equals(order, ["mark", "size"]);
  }
  let controller;
  new ReadableStream({ start(c) { controller = c; } }, { highWaterMark: Infinity });
  assert_equals(controller.desiredSize, Infinity);
  let receiver = "none";
  const odd = { size() { "use strict"; receiver = this; return 1; } };
  new ReadableStream({ start(c) { c.enqueue(1); } }, odd);
  assert_equals(receiver, undefined);
}, "what streams make of a strategy");
