// A wrapped function has the name of the function, without "wrapped".
{
  const { Snapshot } = AsyncContext;
  const { wrap } = Snapshot;
  const { apply, defineProperty } = Reflect;
  const mutant = {
    wrap(fn) {
      const wrapped = apply(wrap, this, [fn]);
      const value = wrapped.name.slice("wrapped ".length);
      defineProperty(wrapped, "name", { value });
      return wrapped;
    },
  };
  Object.defineProperty(Snapshot, "wrap", { value: mutant.wrap });
}
