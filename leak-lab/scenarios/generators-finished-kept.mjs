export const title = "finished generators are kept";
export const expectation = {
    payloads: {
        ended: "released", returned: "released", "returned unstarted": "released", threw: "released",
        "suspended, once": "retained",
    },
    why: "A generator holds its mapping until it is done, whether it ended, returned or threw.",
};
function* count() {
    yield 1;
}
function* fail() {
    throw new Error("expected");
}
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    const make = (group, body) => {
        const generator = state.variable.run(lab.payload(group), body);
        state.kept.push(generator);
        return generator;
    };
    if (i === 0) make("suspended, once", count).next();
    for (const _ of make("ended", count));
    const returned = make("returned", count);
    returned.next();
    returned.return();
    make("returned unstarted", count).return();
    try {
        make("threw", fail).next();
    } catch {}
}
