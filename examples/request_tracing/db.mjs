// A database client with a connection pool that all requests fight over.

import { later } from "./clock.mjs";
import { log } from "./log.mjs";

let idle = 48;
const waiting = [];

// The hard case for any context: request A gives its connection back, and B's callback
// runs *inside A's call to release()*. No promise and no timer lies between the two, so
// the engine cannot know that the callback is B's. `wrap` is how a library says so.
function acquire(callback) {
  if (idle > 0) {
    idle -= 1;
    queueMicrotask(callback);
  } else {
    waiting.push(AsyncContext.Snapshot.wrap(callback));
  }
}

// Newest first: unfair, but a pool that is fair would teach nothing more here.
function release() {
  const next = waiting.pop();
  if (next) next();
  else idle += 1;
}

// A lazy query, as query builders make them: nothing is sent until somebody awaits it.
// It is no promise, just a thenable, so the engine calls `then` from a job of its own.
export class Query {
  constructor(sql, witness) {
    this.sql = sql;
    this.witness = witness;
  }

  then(resolve) {
    log("db.query", this.witness, this.sql);
    acquire(() => {
      log("db.connected", this.witness);
      later(() => {
        log("db.answer", this.witness);
        release();
        resolve({ rows: this.sql.length });
      });
    });
  }
}
