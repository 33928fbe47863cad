// Two variables of one name are one variable.
{
  const { Variable } = AsyncContext;
  const known = new Map();
  const { get, run } = Variable.prototype;
  const { apply } = Reflect;
  const name = Object.getOwnPropertyDescriptor(Variable.prototype, "name").get;
  const one = variable => {
    const key = apply(name, variable, []);
    if (!known.has(key)) known.set(key, variable);
    return known.get(key);
  };
  const mutant = {
    get() {
      return apply(get, one(this), []);
    },
    run(value, func, ...args) {
      return apply(run, one(this), [value, func, ...args]);
    },
  };
  Object.defineProperty(Variable.prototype, "get", { value: mutant.get });
  Object.defineProperty(Variable.prototype, "run", { value: mutant.run });
}
