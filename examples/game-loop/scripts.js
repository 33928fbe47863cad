// The scripts of the entities. None of them is told which entity it works for.

/// Walks to and fro.
async function patrol() {
    for (;;) {
        await walk(10, 0.1);
        await seconds(2);
        await walk(10, -0.1);
    }
}

// A helper of all scripts.
async function walk(frames, x) {
    while (frames-- > 0) {
        move(x, 0);
        await nextFrame();
    }
}

/// Two things at a time, in one context.
async function dance() {
    const turn = async (x, y, pause) => {
        for (;;) {
            move(x, y);
            await seconds(pause);
        }
    };
    await Promise.all([turn(1, 0, 0.5), turn(0, 1, 0.25)]);
}
