// `get` returns the default value for a value that was set to undefined.
{
  const { Snapshot, Variable } = AsyncContext;
  const empty = new Snapshot();
  const { get } = Variable.prototype;
  const { run } = Snapshot.prototype;
  const { apply } = Reflect;
  const mutant = {
    get() {
      return apply(get, this, []) ?? apply(run, empty, [() => apply(get, this, [])]);
    },
  };
  Object.defineProperty(Variable.prototype, "get", { value: mutant.get });
}
