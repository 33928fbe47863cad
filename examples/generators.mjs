// Who sees which value? Generators, async generators and `Snapshot.wrap`.
//
//   boa-ac run examples/generators.mjs
//
// One rule explains all of it: a generator's body runs in the mapping in which the
// generator was *created*; everything else runs in the mapping of its caller. A lazy
// body can be started long after `run` has returned, so its first `next()` comes from
// wherever it happens to be pulled, and says nothing about whose work it is.
//
// (An AsyncLocalStorage in Node does not do this: there the puller decides.)

const owner = new AsyncContext.Variable({ name: "owner", defaultValue: "nobody" });

const sees = (who) => console.log(`  ${who} sees ${owner.get()}`);

console.log("1. A generator keeps the mapping of its creation");

function* count(label) {
  try {
    for (let n = 1; ; n += 1) {
      sees(`${label} ${n}`);
      yield n;
    }
  } finally {
    sees(`${label} finally`);
  }
}

const counter = owner.run("alice", () => count("body")); // Created, but nothing runs yet.
owner.run("bob", () => {
  counter.next(); // body 1: alice
  sees("puller"); // bob: each `yield` gives the puller's mapping back
});
counter.next(); // body 2: alice
sees("top level"); // nobody
owner.run("carol", () => counter.return()); // finally: alice, although carol ends it

console.log("2. A lazy pipeline: every stage has its own");

function* naturals() {
  for (let n = 1; ; n += 1) {
    sees(`naturals ${n}`);
    yield n;
  }
}

function* map(source, fn) {
  for (const item of source) yield fn(item);
}

function* take(limit, source) {
  for (const item of source) {
    yield item;
    if (--limit === 0) return;
  }
}

const source = owner.run("source", naturals);
const squares = owner.run("stage", () => map(source, (n) => (sees("callback"), n * n)));
owner.run("sink", () => {
  // naturals: source. callback: stage, for it is `map` that calls it. loop: sink.
  for (const square of take(2, squares)) sees(`loop ${square}`);
});

console.log("3. Snapshot.wrap: the mapping of the place where you wrapped");

const wrapped = owner.run("dave", () => AsyncContext.Snapshot.wrap(() => sees("wrapped callback")));
const plain = () => sees("plain callback");
owner.run("stage", () => map([0], wrapped)).next(); // dave, wherever it is called from
owner.run("stage", () => map([0], plain)).next(); // stage

// Wrapping the generator *function* fixes the mapping in which it creates.
const countAsErin = owner.run("erin", () => AsyncContext.Snapshot.wrap(count));
owner.run("bob", () => countAsErin("wrapped body").next()); // erin

console.log("4. yield*: a delegate that is a generator has its own, too");

function* outer(inner) {
  sees("before yield*");
  yield* inner;
  sees("after yield*");
}

function* once() {
  sees("delegate");
  yield;
}

const inner = owner.run("inner", () => once());
for (const _ of owner.run("outer", () => outer(inner))); // outer, inner, outer

console.log("5. An iterable creates its generator when the loop asks for it");

const list = owner.run("maker", () => ({
  *[Symbol.iterator]() {
    sees("iterator body");
  },
}));
owner.run("looper", () => [...list]); // looper: making the object created no generator

console.log("6. Async generators: the same rule, across every await");

async function* ticks(label) {
  for (const n of [1, 2]) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    sees(`${label} ${n}`); // frank: it comes back after the timer
    yield n;
  }
}

const stream = owner.run("frank", () => ticks("tick"));
await owner.run("grace", async () => {
  for await (const n of stream) sees(`reader ${n}`); // grace
});
sees("the end"); // nobody
