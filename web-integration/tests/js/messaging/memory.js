// clause: HTML: ports and garbage collection; channels live as long as something can arrive

promise_test(async () => {
  assert_true(await collected(() => new MessageChannel()));
  assert_true(await collected(() => new MessageChannel().port1));
}, "a channel that nobody refers to is collected");

promise_test(async () => {
  assert_true(await collected(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => port2;
    port2.onmessage = () => port1;
    return port1;
  }));
}, "also one with listeners on both sides");

promise_test(async () => {
  let port;
  const log = [];
  await (async () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => log.push(event.data);
    port = port2;
  })();
  await gc();
  port.postMessage(1);
  await gc();
  await turns();
  assert_array_equals(log, [1]);
  port.close();
}, "a forgotten port that listens receives from the other one");

promise_test(async () => {
  const log = [];
  await (async () => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = (event) => log.push(event.data);
    for (let i = 0; i < 3; i++) port1.postMessage(i);
    gc.now();
  })();
  gc.now();
  await turns();
  assert_array_equals(log, [0, 1, 2]);
}, "messages on their way arrive, though both ports are forgotten");

promise_test(async () => {
  let port;
  const log = [];
  assert_true(await collected(() => {
    const { port1, port2 } = new MessageChannel();
    port = port2;
    port2.onclose = () => log.push("closed");
    return port1;
  }), "a port that does not listen is not held by the other one");
  await turns();
  assert_array_equals(log, ["closed"], "and the other one is told");
}, "a port that is collected is closed");

promise_test(async () => {
  const log = [];
  const forgotten = (name) => {
    const { port1, port2 } = new MessageChannel();
    port1.onclose = () => log.push(name);
    return { port1, port2 };
  };
  const { port1: target, port2: closed } = new MessageChannel();
  closed.close();
  await (async () => {
    const one = forgotten("closed");
    one.port2.close();
    const two = forgotten("closed, and listened");
    two.port1.onmessage = () => {};
    two.port2.close();
    const three = forgotten("sent to a port that is closed");
    three.port1.onmessage = () => {};
    target.postMessage(1, [three.port2]);
  })();
  gc.now();
  await turns();
  assert_array_equals(log.sort(), ["closed", "closed, and listened", "sent to a port that is closed"]);
  assert_true(await collected(async () => {
    const { port1, port2 } = forgotten("once more");
    port2.close();
    await turns();
    return port1;
  }), "then it is forgotten");
}, "a port whose other end was closed lives until it was told");

promise_test(async () => {
  let port;
  assert_true(await collected(() => {
    const { port1, port2 } = new MessageChannel();
    port = port2;
    const f = () => {};
    port1.addEventListener("message", f);
    port1.start();
    port1.removeEventListener("message", f);
    return port1;
  }), "after its last listener was removed");
  assert_true(await collected(() => {
    const { port1, port2 } = new MessageChannel();
    port = port2;
    port1.onmessage = () => {};
    port1.close();
    return port1;
  }), "after it was closed");
  assert_true(await collected(() => {
    const { port1, port2 } = new MessageChannel();
    port = port2;
    port1.onmessage = () => {};
    port2.close();
    return port1;
  }), "after the other one was closed");
  assert_true(await collected(() => {
    const { port1, port2 } = new MessageChannel();
    port = port2;
    port1.addEventListener("message", () => {});
    return port1;
  }), "before it was started");
  assert_true(await collected(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {};
    port = structuredClone(port2, { transfer: [port2] });
    port.close();
    return port1;
  }), "after the other one was transferred and closed");
  let moved;
  assert_true(await collected(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {};
    port = port2;
    moved = structuredClone(port2, { transfer: [port2] });
    moved.close();
    return port1;
  }), "though the other one, which was transferred, is not forgotten");
  assert_true(port instanceof MessagePort && moved instanceof MessagePort);
}, "a port that cannot receive any more is released");

promise_test(async () => {
  const [a, b] = [new MessageChannel(), new MessageChannel()];
  const log = [];
  a.port1.onclose = () => log.push("a");
  b.port1.onclose = () => log.push("b");
  a.port1.postMessage(0, [b.port2]);
  await turns();
  assert_array_equals(log, []);
  b.port1.postMessage(0, [a.port2]);
  await turns();
  assert_array_equals(log.sort(), ["a", "b"], "nobody can receive either of them");
}, "ports that are sent through each other are closed");

promise_test(async () => {
  assert_true(await collected(() => {
    const [a, b] = [new MessageChannel(), new MessageChannel()];
    a.port1.onmessage = () => b;
    b.port1.postMessage(0, [a.port2]);
    return a.port1;
  }), "in the queue of a port that only the listener refers to");
  assert_true(await collected(() => {
    const [a, b, c] = [new MessageChannel(), new MessageChannel(), new MessageChannel()];
    a.port1.onmessage = b.port1.onmessage = () => c;
    b.port1.postMessage(0, [a.port2]);
    c.port1.postMessage(0, [b.port2]);
    return a.port1;
  }), "in a queue in a queue");
}, "a port whose other port waits in a message that cannot be received is collected");

promise_test(async () => {
  const [c, log] = [new MessageChannel(), []];
  await (async () => {
    const [a, b] = [new MessageChannel(), new MessageChannel()];
    a.port1.onmessage = (event) => log.push(event.data);
    b.port1.postMessage(0, [a.port2]);
    c.port1.postMessage(0, [b.port2]);
  })();
  await gc();
  const received = (port) => new Promise((resolve) => { port.onmessage = ({ ports }) => resolve(ports[0]); });
  const port = await received(await received(c.port2));
  await gc();
  port.postMessage("arrived");
  await turns();
  assert_array_equals(log, ["arrived"]);
}, "a forgotten port receives from one that has waited in messages");

promise_test(async () => {
  let port;
  const log = [];
  await (async () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => log.push(event.data);
    port = structuredClone(port2, { transfer: [port2] });
  })();
  await gc();
  port.postMessage(1);
  await turns();
  assert_array_equals(log, [1]);
}, "a forgotten port receives from one that was transferred");

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => {};
  assert_true(await collected(async () => {
    const value = { big: [] };
    port1.postMessage(value);
    await turns();
    return value;
  }));
}, "a message that was sent is released");

promise_test(async () => {
  assert_true(await collected(() => new BroadcastChannel("m")));
  assert_true(await collected(() => {
    const channel = new BroadcastChannel("m");
    channel.onmessage = () => channel;
    channel.onmessage = null;
    return channel;
  }), "without a listener");
  assert_true(await collected(() => {
    const channel = new BroadcastChannel("m");
    channel.onmessage = () => channel;
    channel.close();
    return channel;
  }), "closed");
}, "a broadcast channel that nobody refers to is collected");

promise_test(async () => {
  const log = [];
  await (async () => {
    const channel = new BroadcastChannel("kept");
    channel.onmessage = (event) => { log.push(event.data); event.target.close(); };
  })();
  await gc();
  const sender = new BroadcastChannel("kept");
  sender.postMessage(1);
  await turns();
  sender.close();
  assert_array_equals(log, [1]);
}, "a forgotten broadcast channel that listens receives");

promise_test(async () => {
  const channels = new MessageChannel();
  for (let i = 0; i < 200; i++) new MessageChannel().port1.postMessage(i);
  await gc();
  for (let i = 0; i < 200; i++) new MessageChannel();
  const log = [];
  channels.port2.onmessage = (event) => log.push(event.data);
  channels.port1.postMessage("m");
  await turns(2000);
  assert_array_equals(log, ["m"], "however many others there were");
}, "a living port is found");
