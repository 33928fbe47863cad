// `run` calls the function without the further arguments.
{
  const { Variable } = AsyncContext;
  const { run } = Variable.prototype;
  const { apply } = Reflect;
  const mutant = {
    run(value, func) {
      return apply(run, this, [value, func]);
    },
  };
  Object.defineProperty(Variable.prototype, "run", { value: mutant.run });
}
