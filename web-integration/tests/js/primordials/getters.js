// clause: Web IDL: an attribute of a promise type has a rejected promise for a wrong receiver

// A program that freezes everything by reading it calls each getter with its prototype object as the receiver. Most of
// them throw. Those of a promise type must not: they return a rejected promise, which nobody handles, so it is reported.
// Browsers and Node.js report the same. The reports need AsyncContext.
promise_test(async () => {
  const promises = [];
  const seen = new Set();
  const freeze = (value, path) => {
    if (Object(value) !== value || seen.has(value)) return;
    seen.add(value);
    if (value instanceof Promise) promises.push(path);
    if (value !== globalThis) Object.freeze(value);
    freeze(Object.getPrototypeOf(value), `${path}.__proto__`);
    for (const key of Reflect.ownKeys(value)) {
      let inner;
      try { inner = value[key]; } catch { continue; }
      freeze(inner, `${path}.${String(key)}`);
    }
  };
  freeze(globalThis, "globalThis");
  await turns(5);
  const attributes = [
    "ReadableStreamBYOBReader.prototype.closed",
    "ReadableStreamDefaultReader.prototype.closed",
    "WritableStreamDefaultWriter.prototype.closed",
    "WritableStreamDefaultWriter.prototype.ready",
  ];
  assert_array_equals(promises.sort(), attributes.map((attribute) => `globalThis.${attribute}`));
  const reports = take_reports().map(({ reason }) => `${reason.name}: ${reason.message}`).sort();
  const receivers = attributes.map((attribute) => attribute.split(".")[0]);
  assert_array_equals(reports, receivers.map((name) => `TypeError: illegal invocation: the receiver is not of the interface ${name}`));
}, "a program that reads everything is told of four promises, and of nothing else");

promise_test(async () => {
  const promise = ReadableStreamDefaultReader.prototype.closed;
  await promise_rejects_js(this, TypeError, promise);
  await turns(5);
  assert_array_equals(take_reports(), []);
}, "one that handles such a promise is told of nothing");
