// `run` calls the function with the variable for `this`.
{
  const { Variable } = AsyncContext;
  const { run } = Variable.prototype;
  const { apply } = Reflect;
  const mutant = {
    run(value, func, ...args) {
      const call = typeof func === "function" ? () => apply(func, this, args) : func;
      return apply(run, this, [value, call]);
    },
  };
  Object.defineProperty(Variable.prototype, "run", { value: mutant.run });
}
