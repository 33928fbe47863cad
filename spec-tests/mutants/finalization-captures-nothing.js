// A FinalizationRegistry cleans up in the empty mapping.
{
  const empty = new AsyncContext.Snapshot();
  const Original = FinalizationRegistry;
  globalThis.FinalizationRegistry = class FinalizationRegistry extends Original {
    constructor(cleanup) {
      super(typeof cleanup === "function" ? held => empty.run(cleanup, held) : cleanup);
    }
  };
}
