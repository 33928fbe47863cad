// Ambient cancellation: scopes with a deadline that nobody has to pass down.
//
//   withDeadline(ms, fn)   fn and all it calls, now and later, must be done within ms
//   withCancel(fn)         fn receives a `cancel(reason)` for its own scope
//   parallel(...fns)       all of them; the first failure cancels the others
//   checkpoint()           throws if the ambient scope is cancelled or past its deadline
//   sleep(ms)              a timer that rejects as soon as the ambient scope is
//   onCancel(fn)           calls fn on cancellation; returns a function that withdraws it
//   shield(fn)             runs fn outside of all scopes
//
// A scope never abandons its body: it asks it to stop and waits until it has. So when
// `withDeadline` returns, the clean-up inside is over as well.

const ambient = new AsyncContext.Variable({ name: "scope" });

export class Cancelled extends Error {
  name = "Cancelled";
}

export class DeadlineExceeded extends Cancelled {
  name = "DeadlineExceeded";
}

class Scope {
  #reason;
  #callbacks = new Set();

  constructor(ms) {
    const parent = ambient.get();
    this.parent = parent;
    this.ms = ms;
    this.due = Date.now() + ms;
    // Nested deadlines: the tighter one wins, and it is its owner that expires, so that
    // the error names the budget which really ran out.
    this.tightest = parent && parent.tightest.due <= this.due ? parent.tightest : this;
    // The world as it was before the outermost scope was opened: see `shield`.
    this.outside = parent ? parent.outside : new AsyncContext.Snapshot();
  }

  /** Why this scope is to stop, or `undefined`. */
  get reason() {
    return this.#reason ?? this.parent?.reason;
  }

  cancel(reason = new Cancelled("cancelled")) {
    if (this.#reason) return;
    this.#reason = reason;
    const callbacks = [...this.#callbacks];
    this.#callbacks.clear();
    for (const callback of callbacks) callback(reason);
  }

  expire() {
    this.cancel(new DeadlineExceeded(`budget of ${this.ms} ms used up`));
  }

  onCancel(callback) {
    if (this.reason) {
      callback(this.reason);
      return () => false;
    }
    // Cancelling is a plain call, and plain calls capture nothing: without `wrap`, the
    // callback would run in the context of whoever cancels, not of who asked for it.
    const wrapped = AsyncContext.Snapshot.wrap(callback);
    this.#callbacks.add(wrapped);
    return () => this.#callbacks.delete(wrapped);
  }
}

async function runIn(scope, fn) {
  checkpoint(); // A dead scope starts nothing new.
  const leaveParent = onCancel((reason) => scope.cancel(reason));
  const isTightest = scope.tightest === scope && scope.ms < Infinity;
  const timer = isTightest ? setTimeout(() => scope.expire(), scope.ms) : undefined;
  try {
    return await ambient.run(scope, fn, (reason) => scope.cancel(reason));
  } catch (error) {
    scope.cancel(error); // Whatever else still runs in here has lost its purpose.
    throw error;
  } finally {
    clearTimeout(timer);
    leaveParent();
  }
}

export const withDeadline = (ms, fn) => runIn(new Scope(ms), () => fn());

export const withCancel = (fn) => runIn(new Scope(Infinity), fn);

export function parallel(...fns) {
  return withCancel(async (cancel) => {
    let failure;
    const attempt = async (fn) => {
      try {
        return await fn();
      } catch (error) {
        failure ??= { error };
        cancel(new Cancelled(`a sibling failed (${error.message})`));
      }
    };
    const results = await Promise.all(fns.map(attempt));
    if (failure) throw failure.error;
    return results;
  });
}

export function checkpoint() {
  const scope = ambient.get();
  if (!scope) return;
  // A busy loop keeps the timer from firing, so the clock is asked as well.
  if (Date.now() >= scope.tightest.due) scope.tightest.expire();
  if (scope.reason) throw scope.reason;
}

export function onCancel(callback) {
  return ambient.get()?.onCancel(callback) ?? (() => false);
}

export async function sleep(ms) {
  checkpoint();
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      withdraw();
      resolve();
    }, ms);
    const withdraw = onCancel((reason) => {
      clearTimeout(timer);
      reject(reason);
    });
  });
}

/**
 * Runs `fn` where no scope can reach it: clean-up must not be stopped by the very
 * cancellation that made it necessary.
 *
 * `ambient.run(undefined, fn)` would hide the scope only. The snapshot restores all that
 * was there before the outermost scope, so what `fn` starts is not booked on a task that
 * is already gone.
 */
export function shield(fn) {
  const scope = ambient.get();
  return scope ? scope.outside.run(fn) : fn();
}
