// `run` returns undefined when the function throws.
{
  const { Variable } = AsyncContext;
  const { run } = Variable.prototype;
  const { apply } = Reflect;
  const mutant = {
    run(value, func, ...args) {
      if (typeof func !== "function") return apply(run, this, [value, func]);
      return apply(run, this, [
        value,
        () => {
          try {
            return apply(func, undefined, args);
          } catch {}
        },
      ]);
    },
  };
  Object.defineProperty(Variable.prototype, "run", { value: mutant.run });
}
