// A wrapped function calls the function with undefined for `this`.
{
  const { Snapshot } = AsyncContext;
  const { wrap } = Snapshot;
  const { apply, defineProperty } = Reflect;
  const mutant = {
    wrap(fn) {
      if (typeof fn !== "function") return apply(wrap, this, [fn]);
      const inner = (...args) => apply(fn, undefined, args);
      defineProperty(inner, "length", { value: fn.length });
      defineProperty(inner, "name", { value: fn.name });
      return apply(wrap, this, [inner]);
    },
  };
  Object.defineProperty(Snapshot, "wrap", { value: mutant.wrap });
}
