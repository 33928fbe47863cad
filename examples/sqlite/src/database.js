// Adds `transaction` to the class `Database`. `begin` and the class `Transaction` are for it alone.
{
    const { begin } = Database.prototype;
    const { run, commit, close } = Transaction.prototype;
    delete Database.prototype.begin;
    delete globalThis.Transaction;
    // Programs may change `Function.prototype.call`.
    const { apply } = Reflect;

    Object.defineProperty(Database.prototype, "transaction", {
        configurable: true,
        writable: true,
        value: {
            async transaction(work) {
                const transaction = await apply(begin, this, []);
                try {
                    const result = await apply(run, transaction, [work]);
                    await apply(commit, transaction, []);
                    return result;
                } finally {
                    // Rolls back, unless it was committed.
                    await apply(close, transaction, []);
                }
            },
        }.transaction,
    });
}
