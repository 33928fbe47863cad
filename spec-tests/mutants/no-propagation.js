// Everything that is synchronous, nothing that is not: what a polyfill can do. For
// --no-async-context.
{
  let current = new Map();
  const variables = new WeakMap();
  const snapshots = new WeakMap();
  const { apply } = Reflect;
  const within = (mapping, func, receiver, args) => {
    const previous = current;
    current = mapping;
    try {
      return apply(func, receiver, args);
    } finally {
      current = previous;
    }
  };
  const of = (table, object) => {
    if (!table.has(object)) throw new TypeError("incompatible receiver");
    return table.get(object);
  };
  class Variable {
    constructor(options) {
      const given = Object(options) === options ? options : {};
      const name = "name" in given ? String(given.name) : "";
      variables.set(this, { name, defaultValue: given.defaultValue });
    }
    get name() {
      return of(variables, this).name;
    }
    get() {
      const { defaultValue } = of(variables, this);
      return current.has(this) ? current.get(this) : defaultValue;
    }
    run(value, func, ...args) {
      of(variables, this);
      return within(new Map(current).set(this, value), func, undefined, args);
    }
  }
  class Snapshot {
    constructor() {
      snapshots.set(this, current);
    }
    run(func, ...args) {
      return within(of(snapshots, this), func, undefined, args);
    }
    static wrap(fn) {
      const mapping = current;
      return function wrapped(...args) {
        return within(mapping, fn, this, args);
      };
    }
  }
  const tag = (object, value) =>
    Object.defineProperty(object, Symbol.toStringTag, { value, configurable: true });
  const AsyncContext = tag({}, "AsyncContext");
  tag(Variable.prototype, "AsyncContext.Variable");
  tag(Snapshot.prototype, "AsyncContext.Snapshot");
  for (const [key, value] of Object.entries({ Variable, Snapshot })) {
    Object.defineProperty(AsyncContext, key, { value, writable: true, configurable: true });
  }
  Object.defineProperty(globalThis, "AsyncContext", {
    value: AsyncContext,
    writable: true,
    configurable: true,
  });
}
