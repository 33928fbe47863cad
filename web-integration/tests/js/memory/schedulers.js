// clause: memory: what was called or cancelled holds neither its callback nor its mapping

const variable = new AsyncContext.Variable();
const hold = (value, f) => variable.run(value, f);

// Each: schedules the callback, far away, and returns what cancels it.
const cancellable = {
  setTimeout: (f) => { const id = setTimeout(f, 700); return () => clearTimeout(id); },
  "setTimeout with a string": () => { const id = setTimeout("0", 700); return () => clearTimeout(id); },
  "setTimeout, arguments": (f) => { const id = setTimeout(() => {}, 700, f); return () => clearTimeout(id); },
  setInterval: (f) => { const id = setInterval(f, 700); return () => clearInterval(id); },
  setImmediate: (f) => { const id = setImmediate(f); return () => clearImmediate(id); },
  requestAnimationFrame: (f) => { const id = requestAnimationFrame(f); return () => cancelAnimationFrame(id); },
  requestIdleCallback: (f) => {
    const id = requestIdleCallback(f, { timeout: 700 });
    return () => cancelIdleCallback(id);
  },
  "scheduler.postTask": (f) => posted(f, {}),
  "scheduler.postTask, delayed": (f) => posted(f, { delay: 700 }),
};
function posted(f, options) {
  const controller = new TaskController();
  scheduler.postTask(f, { signal: controller.signal, ...options }).catch(() => {});
  return () => controller.abort();
}

for (const [name, schedule] of Object.entries(cancellable)) {
  promise_test(async () => {
    const cancels = [];
    assert_true(await collected(() => {
      const value = {};
      const cancel = hold(value, () => schedule(() => value));
      cancel();
      cancels.push(cancel);
      return value;
    }));
  }, `${name}: nothing is held after it was cancelled`);
}

const called = {
  setTimeout: (f) => setTimeout(f),
  setImmediate,
  queueMicrotask,
  requestAnimationFrame,
  requestIdleCallback: (f) => requestIdleCallback(f, { timeout: 700 }),
  "scheduler.postTask": (f) => scheduler.postTask(f),
  "scheduler.postTask with a signal": (f) => scheduler.postTask(f, { signal: controller.signal }),
};
const controller = new TaskController();

for (const [name, schedule] of Object.entries(called)) {
  promise_test(async () => {
    let weak;
    let result;
    await (async () => {
      const value = {};
      weak = new WeakRef(value);
      // The promise of a task stays; what it was made in does not.
      await new Promise((resolve) => {
        result = hold(value, () => schedule(() => { resolve(); value; }));
      });
    })();
    await delay(2);
    await gc();
    assert_equals(weak.deref(), undefined);
    assert_true(result !== value_never);
  }, `${name}: nothing is held after it was called`);
}
const value_never = {};

promise_test(async () => {
  const value = {};
  const weak = new WeakRef(value);
  let seen;
  await (async (value) => {
    await new Promise((resolve) => {
      hold(value, () => setTimeout(() => { seen = variable.get() === weak.deref(); resolve(); }, 20));
      gc();
    });
  })(value);
  assert_true(seen);
}, "a pending timer holds its mapping");

promise_test(async () => {
  const weak = await (async () => {
    const value = {};
    const id = hold(value, () => setInterval(() => {}, 1));
    await delay(5);
    clearInterval(id);
    return new WeakRef(value);
  })();
  await gc();
  assert_equals(weak.deref(), undefined);
}, "setInterval: nothing is held once it was cleared between two ticks");

promise_test(async () => {
  const weak = await (async () => {
    const value = {};
    await new Promise((resolve) => {
      const id = hold(value, () => setInterval(() => { clearInterval(id); resolve(); }, 1));
    });
    return new WeakRef(value);
  })();
  await gc();
  assert_equals(weak.deref(), undefined);
}, "setInterval: nor if it has cleared itself");

promise_test(async () => {
  const weak = await (async () => {
    const value = {};
    const signal = hold(value, () => new TaskController().signal);
    await hold(value, () => scheduler.postTask(async () => { await scheduler.yield(); value; }, { signal }));
    return new WeakRef(signal);
  })();
  await gc();
  assert_equals(weak.deref(), undefined);
}, "scheduler.yield: the signal of a task is not held after it");

promise_test(async () => {
  const weak = await (async () => {
    const controller = new TaskController();
    await scheduler.postTask(() => {
      // A mapping of the task is held by the signal, which the state in that mapping refers to.
      const snapshot = new AsyncContext.Snapshot();
      controller.signal.onabort = () => snapshot;
    }, { signal: controller.signal });
    return new WeakRef(controller.signal);
  })();
  await gc();
  assert_equals(weak.deref(), undefined);
}, "scheduler.yield: a signal that holds a mapping of its own task is collected with it");

promise_test(async () => {
  const source = new TaskController();
  assert_true(await collected(() => TaskSignal.any([source.signal], { priority: source.signal })));
  source.setPriority("background");
}, "TaskSignal.any: a source does not hold a dependent signal that nobody listens to");

promise_test(async () => {
  const source = new TaskController();
  const log = [];
  await (async () => {
    const signal = TaskSignal.any([], { priority: source.signal });
    signal.addEventListener("prioritychange", () => log.push("fired"));
    signal.onprioritychange = () => log.push("handled");
  })();
  await gc();
  source.setPriority("background");
  assert_array_equals(log, ["fired", "handled"]);
  assert_true(await collected(() => {
    const signal = TaskSignal.any([], { priority: source.signal });
    signal.onprioritychange = () => {};
    signal.onabort = () => {};
    signal.onprioritychange = null;
    return signal;
  }), "until its last listener is removed");
  assert_true(await collected(() => {
    const { signal } = new TaskController();
    TaskSignal.any([], { priority: signal }).onprioritychange = () => signal;
    return signal;
  }), "or its source is gone");
  source.setPriority("user-visible");
}, "TaskSignal.any: a forgotten dependent signal with a listener is still told");

promise_test(async () => {
  const source = new TaskController({ priority: "background" });
  const log = [];
  const results = (() => {
    const signal = TaskSignal.any([], { priority: source.signal });
    return [
      scheduler.postTask(() => { log.push("visible"); }),
      scheduler.postTask(() => { log.push("dependent"); }, { signal }),
    ];
  })();
  gc.now();
  source.setPriority("user-blocking");
  await Promise.all(results);
  assert_array_equals(log, ["dependent", "visible"]);
}, "TaskSignal.any: one that is forgotten while its task waits still has its priority");

promise_test(async () => {
  const source = new AbortController();
  const results = (() => {
    const signal = TaskSignal.any([source.signal]);
    return [
      scheduler.postTask(() => {}, { signal }),
      scheduler.postTask(() => {}, { signal, delay: 50 }),
    ];
  })();
  gc.now();
  source.abort("r");
  const settled = await Promise.allSettled(results);
  assert_array_equals(settled.map(({ reason }) => reason), ["r", "r"]);
}, "TaskSignal.any: one that is forgotten while its task waits still aborts it");

promise_test(async () => {
  const source = new AbortController();
  const caught = scheduler.postTask(async () => {
    await delay(2);
    gc.now();
    setImmediate(() => source.abort("r"));
    for (;;) await scheduler.yield();
  }, { signal: AbortSignal.any([source.signal]) }).catch((reason) => reason);
  assert_equals(await caught, "r");
}, "scheduler.yield: the signal of a task lives as long as the task goes on");

// What goes on forever holds what it needs now, and nothing of what was.
const endless = {
  setTimeout: (f) => setTimeout(f),
  setImmediate,
  queueMicrotask,
  requestAnimationFrame,
  requestIdleCallback,
  "scheduler.postTask": (f) => scheduler.postTask(f),
  "scheduler.yield": (f) => scheduler.yield().then(f),
};
for (const [name, schedule] of Object.entries(endless)) {
  promise_test(async () => {
    const values = [];
    await new Promise((resolve) => {
      let rounds = 0;
      (function again() {
        if (rounds++ === 5) return resolve();
        const value = {};
        values.push(new WeakRef(value));
        hold(value, () => schedule(again));
      })();
    });
    await gc();
    assert_equals(values.length, 5);
    assert_array_equals(values.map((weak) => weak.deref()), [undefined, undefined, undefined, undefined, undefined]);
  }, `${name}: a recursion in ever new mappings leaves none behind`);
}
