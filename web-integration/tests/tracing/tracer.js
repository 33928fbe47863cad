// A tracing library as one would write it for the web: spans with parents, carried by AsyncContext, sent along with
// requests and messages. It knows nothing of the program that uses it, nor of this project.
class Span {
  static #last = 0;
  events = [];
  exceptions = [];
  ended = false;
  constructor(name, parent, traceId) {
    this.name = name;
    this.id = (++Span.#last).toString(16).padStart(16, "0");
    this.parentId = parent?.id ?? null;
    this.traceId = parent?.traceId ?? traceId;
  }
  addEvent(name) {
    this.events.push(name);
  }
  recordException(error) {
    this.exceptions.push(String(error?.message ?? error));
  }
  end() {
    if (this.ended) throw new Error(`the span ${this.name} was ended twice`);
    this.ended = true;
    this.onend?.();
  }
}

class Tracer {
  #active = new AsyncContext.Variable({ name: "span" });
  #open = 0;
  spans = [];
  mostOpen = 0;

  constructor(globalScope) {
    // What nobody caught belongs to the span in which it was thrown, wherever that is reported.
    const record = (key) => (event) => {
      const span = event.asyncContext?.run(() => this.active);
      if (span === undefined) return;
      span.recordException(event[key]);
      event.preventDefault();
    };
    globalScope.addEventListener("error", record("error"));
    globalScope.addEventListener("unhandledrejection", record("reason"));
  }

  get active() {
    return this.#active.get();
  }

  startSpan(name, parent = this.active) {
    const span = new Span(name, parent, `trace of ${name}`);
    this.spans.push(span);
    this.mostOpen = Math.max(this.mostOpen, ++this.#open);
    span.onend = () => this.#open--;
    return span;
  }

  within(span, f, ...args) {
    return this.#active.run(span, f, ...args);
  }

  // The context for a header or a message, and back.
  inject(span = this.active) {
    return `00-${span.traceId}-${span.id}-01`;
  }
  extract(text) {
    const [, traceId, id] = /^00-(.*)-(.*)-01$/.exec(text);
    return { traceId, id };
  }
}
