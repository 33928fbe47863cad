// Runs generated programs on Node, with AsyncContext made of AsyncLocalStorage: `node node.js PROGRAMS OUTPUT`.
//
// Where Node is to judge, it is Node's: promises, `await`, microtasks and what `run`, `snapshot` and a bound function do. Timers
// are in virtual time, and events are dispatched by hand, so that tasks and reports have an order. A generator is resumed in the
// context of its creation: Node has that of the code that resumes it.
"use strict";
const { AsyncLocalStorage } = require("node:async_hooks");
const { writeFileSync } = require("node:fs");
const real = { queueMicrotask, setImmediate };
const nowhere = AsyncLocalStorage.snapshot();

const AsyncContext = {
  Variable: class {
    #storage = new AsyncLocalStorage();
    #default;
    constructor(options) { this.#default = options?.defaultValue; }
    run(value, f, ...args) {
      if (typeof f !== "function") throw new TypeError();
      return this.#storage.run({ value }, f, ...args);
    }
    get() {
      const store = this.#storage.getStore();
      return store ? store.value : this.#default;
    }
  },
  Snapshot: class {
    #run = AsyncLocalStorage.snapshot();
    run(f, ...args) { return this.#run(f, ...args); }
    static wrap(f) {
      const run = AsyncLocalStorage.snapshot();
      return (...args) => run(f, ...args);
    }
  },
};

const pinned = (generator, iterator) => {
  const run = AsyncLocalStorage.snapshot();
  const resume = (name) => (value) => run(() => generator[name](value));
  const itself = { next: resume("next"), return: resume("return"), throw: resume("throw") };
  itself[iterator] = () => itself;
  return itself;
};

/// What a program sees of its host.
const host = () => {
  let now = 0, created = 0, nesting = 0, timers = [], onReport = () => {};
  const report = (error) => nowhere(() => onReport(error));
  const guarded = (f, ...args) => { try { f(...args); } catch (error) { report(error); } };
  // HTML: timers that set each other six times wait for 4 ms at least.
  const start = (timer, ms) => {
    timer.due = now + (nesting > 5 ? Math.max(ms, 4) : ms);
    timer.number = created++;
    timer.nesting = nesting + 1;
    timers.push(timer);
  };
  const set = (f, ms, every) => {
    const timer = { f, run: AsyncLocalStorage.snapshot(), every, cleared: false };
    start(timer, ms);
    return timer;
  };
  class EventTarget {
    #listeners = [];
    addEventListener(_, f, options) {
      if (this.#listeners.some((listener) => listener.f === f)) return;
      this.#listeners.push({ f, once: options?.once, removed: false });
    }
    dispatchEvent(event) {
      for (const listener of [...this.#listeners]) {
        if (listener.removed) continue;
        if (listener.once) {
          listener.removed = true;
          this.#listeners = this.#listeners.filter((other) => other !== listener);
        }
        guarded(listener.f, event);
      }
    }
  }
  return {
    EventTarget,
    Event: class {},
    AbortController: class {
      signal = new EventTarget();
      #aborted = false;
      abort() {
        if (this.#aborted) return;
        this.#aborted = true;
        this.signal.dispatchEvent({});
      }
    },
    gc() {},
    made: (generator) => pinned(generator, Symbol.iterator),
    madeAsync: (generator) => pinned(generator, Symbol.asyncIterator),
    queueMicrotask: (f) => real.queueMicrotask(() => guarded(f)),
    setTimeout: (f, ms) => set(f, ms, 0),
    setInterval: (f, ms) => set(f, ms, ms),
    clearTimeout: (timer) => { if (timer) timer.cleared = true; },
    clearInterval: (timer) => { if (timer) timer.cleared = true; },
    setReporter: (f) => { onReport = f; },
    async idle() {
      for (;;) {
        await new Promise((resolve) => real.setImmediate(resolve));
        timers = timers.filter((timer) => !timer.cleared);
        timers.sort((a, b) => a.due - b.due || a.number - b.number);
        const timer = timers.shift();
        if (!timer) return;
        now = timer.due;
        nesting = timer.nesting;
        let thrown;
        nowhere(() => timer.run(() => { try { timer.f(); } catch (error) { thrown = { error }; } }));
        if (thrown) {
          // Web IDL cleans up after a callback first: with nothing else on the stack, the microtasks run before the report.
          await new Promise((resolve) => real.setImmediate(resolve));
          report(thrown.error);
        }
        if (timer.every && !timer.cleared) start(timer, timer.every);
        nesting = 0;
      }
    },
  };
};

process.on("unhandledRejection", () => {});
const programs = require(process.argv[2])(AsyncContext, host);
(async () => {
  const lines = [];
  for (const [number, program] of programs.entries()) {
    const log = await nowhere(program);
    lines.push(`#${number}`, ...log);
  }
  writeFileSync(process.argv[3], `${lines.join("\n")}\n`);
})();
