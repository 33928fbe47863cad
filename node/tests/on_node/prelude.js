// What generated programs use, on both engines, and what runs them. Where Node differs on purpose, a helper makes it do what
// our engine does; on our engine the helper changes nothing. tests/js/differs has a test for each of these differences.
"use strict";
const { AsyncLocalStorage, AsyncResource } = asyncHooks;

/// Calls `f` so that what it enters ends with the call: in Node a run ends only what was entered for its own storage, and
/// a listener ends nothing.
const contained = (f) => new AsyncResource("contained").runInAsyncScope(f);

const other = new AsyncLocalStorage();
/// Before a `disable`: in Node that changes what was captured since the last run or enterWith, too.
const fresh = () => other.enterWith(0);

/// A generator that is resumed with the stores of now: in Node its body has those of the code that resumes it.
const pinned = (generator) => {
  const resource = new AsyncResource("generator");
  const resume = (name) => (value) => resource.runInAsyncScope(() => generator[name](value));
  const itself = { next: resume("next"), return: resume("return"), throw: resume("throw") };
  itself[Symbol.iterator] = itself[Symbol.asyncIterator] = () => itself;
  return itself;
};

/// Runs the programs one after the other, each until all that it has started is over, and gives the lines that each has
/// traced, sorted: when what runs is not compared.
const runPrograms = async (programs) => {
  for (const [number, program] of programs.entries()) {
    const lines = [];
    const times = new Map();
    const storages = [
      new AsyncLocalStorage(),
      new AsyncLocalStorage({ defaultValue: "default" }),
      new AsyncLocalStorage({ name: "third" }),
    ];
    const trace = (label) => {
      times.set(label, (times.get(label) ?? 0) + 1);
      const stores = storages.map((storage) => String(storage.getStore()));
      lines.push(`${label}.${times.get(label)} ${stores.join(" ")}`);
    };
    const empty = new AsyncResource("empty");
    const tasks = [];
    const world = {
      trace,
      storages,
      /// In Node a message has the stores of the code that made the channel.
      empty: (f) => empty.runInAsyncScope(f),
      /// Waits for a task, whatever becomes of it.
      task: (promise) => tasks.push(Promise.resolve(promise).catch((error) => lines.push(`! ${error}`))),
      /// Waits until `begin` has called the function that it gets.
      until: (begin) => world.task(new Promise((resolve) => begin(resolve))),
    };
    try {
      await contained(() => program(world));
    } catch (error) {
      lines.push(`! ${error}`);
    }
    for (let i = 0; i < tasks.length; i++) await tasks[i];
    lines.push(`end ${storages.map((storage) => String(storage.getStore())).join(" ")}`);
    print(`${number}\n${lines.sort().join("\n")}`);
  }
};
