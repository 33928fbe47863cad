// The tracing library: a tree of spans whose shape follows the calls.
//
// A span finds its parent in the context, so `span(name, fn)` nests correctly under
// `Promise.all`, inside a generator or in a timer callback, with no handle to pass on.

import { requestId } from "./context.mjs";

const current = new AsyncContext.Variable({ name: "span" });

export const spans = [];
export const currentSpan = () => current.get();

export function span(name, fn) {
  const parent = current.get();
  const self = { name, tag: requestId.get(), parent, entries: [], outcome: "open" };
  spans.push(self);
  parent?.entries.push(self);
  return current.run(self, async () => {
    try {
      const result = await fn();
      self.outcome = "ok";
      return result;
    } catch (error) {
      self.outcome = `failed: ${error.message}`;
      throw error;
    } finally {
      // `await` may have parked us behind a hundred other requests. We must come
      // back into the span that we left, or every later child has a wrong parent.
      self.closedInside = current.get() === self;
    }
  });
}
