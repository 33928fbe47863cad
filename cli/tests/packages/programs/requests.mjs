// What all programs here share: requests that interleave, each in a context of its own, and a check of the context.

export const request = new AsyncContext.Variable({ name: "request", defaultValue: "none" });

/** Waits for a time that depends on a number, so that requests overtake each other. */
export const pause = (number) => new Promise((resolve) => setTimeout(resolve, (number * 7) % 5));

export function assert(condition, message) {
    if (!condition) throw new Error(message);
}

/**
 * Runs 60 requests at once. `handle` gets the number of its request and a function that checks that the context is that
 * request's. Prints how many checks there were.
 */
export async function interleave(handle, count = 60) {
    let checks = 0;
    const one = async (id) => {
        const here = (where) => {
            const seen = request.get();
            assert(seen === id, `${where}: the context is that of ${seen}, not of ${id}`);
            checks += 1;
        };
        await handle(id, here);
        here("after the handler");
    };
    await Promise.all(Array.from({ length: count }, (_, id) => request.run(id, one, id)));
    assert(request.get() === "none", "a context is left");
    console.log(`${count} requests, ${checks} checks`);
}
