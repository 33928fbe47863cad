// A shared worker for long computations: it advances everybody's generators in turn, one
// step each, so that nobody blocks the others.

// One loop serves all requests, so it runs for none of them...
const onBehalfOfNobody = new AsyncContext.Snapshot();

let queue = [];
let running = false;

function turn() {
  const round = queue;
  queue = [];
  for (const task of round) {
    try {
      // ...and yet each body runs for the request that created the generator: a
      // generator keeps the context of its creation, whoever calls `next`.
      const { done, value } = task.steps.next();
      if (done) task.resolve(value);
      else queue.push(task);
    } catch (error) {
      task.reject(error);
    }
  }
  running = queue.length > 0;
  if (running) setTimeout(turn, 0);
}

/** Runs a generator (any iterable) to its end and promises what it returns. */
export function runInSteps(iterable) {
  const steps = iterable[Symbol.iterator]();
  return new Promise((resolve, reject) => {
    queue.push({ steps, resolve, reject });
    if (running) return;
    running = true;
    onBehalfOfNobody.run(setTimeout, turn, 0);
  });
}
