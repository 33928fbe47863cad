// `Snapshot.prototype.run` calls the function in the caller's mapping.
{
  const { Snapshot } = AsyncContext;
  const { run } = Snapshot.prototype;
  const { apply } = Reflect;
  const mutant = {
    run(func, ...args) {
      apply(run, this, [() => {}]);
      return apply(func, undefined, args);
    },
  };
  Object.defineProperty(Snapshot.prototype, "run", { value: mutant.run });
}
