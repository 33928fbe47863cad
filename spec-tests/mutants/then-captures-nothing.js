// The handlers of `then` run in the empty mapping.
{
  const empty = new AsyncContext.Snapshot();
  const { run } = AsyncContext.Snapshot.prototype;
  const { then } = Promise.prototype;
  const { apply } = Reflect;
  const lost = handler =>
    typeof handler === "function" ? value => apply(run, empty, [handler, value]) : handler;
  const mutant = {
    then(onFulfilled, onRejected) {
      return apply(then, this, [lost(onFulfilled), lost(onRejected)]);
    },
  };
  Object.defineProperty(Promise.prototype, "then", { value: mutant.then });
}
