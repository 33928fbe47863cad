// Runs one scenario in one engine and reports what was retained. The same file runs on every engine; `host` has what
// differs: { gc() -> milliseconds, bytes(), turn() -> promise, emit(object), createRealm?, collectsRealms?,
// reasons?, census?, automatic? }.

/// Numbers in the ballast of a payload: about 1 KB on every engine.
const BALLAST = 128;

/// So many points have a slope; the first is warm-up.
const LEAST_POINTS = 4;

const has = (path) => {
    let value = globalThis;
    for (const name of path.split(".")) {
        if (value === undefined || value === null) return false;
        value = value[name];
    }
    return value !== undefined;
};

/// Anything that was thrown as text; an object may refuse to become a string.
const text = (value) => {
    try { return String(value); } catch { return `a value of type ${typeof value}`; }
};

const optionalText = (value) => value === undefined ? undefined : text(value);

const describe = (error) => {
    if (!(error instanceof Error) && typeof error?.message !== "string") return text(error);
    const where = String(error.stack ?? "").split("\n").map((line) => line.trim())
        .filter((line) => line.startsWith("at ") && !line.includes("driver.mjs"))[0];
    return `${error.name}: ${error.message}${where ? ` (${where})` : ""}`;
};

class Payloads {
    groups = new Map();

    track(object, group) {
        let entry = this.groups.get(group);
        if (entry === undefined) this.groups.set(group, (entry = { tracked: 0, refs: [] }));
        entry.tracked += 1;
        entry.refs.push(new WeakRef(object));
        return object;
    }

    // The references of what is gone go too, so that the bookkeeping does not grow.
    count() {
        const alive = {}, tracked = {};
        for (const [group, entry] of this.groups) {
            entry.refs = entry.refs.filter((ref) => ref.deref() !== undefined);
            alive[group] = entry.refs.length;
            tracked[group] = entry.tracked;
        }
        return { alive, tracked };
    }
}

function makeLab(host, payloads) {
    let number = 0;
    return {
        payload(group = "payload") {
            number += 1;
            const ballast = new Array(BALLAST).fill(number + 0.5);
            return payloads.track({ group, number, ballast }, group);
        },
        track: (object, group = "payload") => payloads.track(object, group),
        async turns(count = 1) {
            for (let i = 0; i < count; i++) await host.turn();
        },
        createRealm: host.createRealm && (() => host.createRealm()),
    };
}

function check(scenario) {
    for (const name of ["setup", "iterate"]) {
        if (typeof scenario[name] !== "function") {
            throw new TypeError(`it exports no function \`${name}\`; a scenario exports setup(lab), `
                + "iterate(i, state, lab) and expectation");
        }
    }
    if (typeof scenario.expectation !== "object" || scenario.expectation === null) {
        throw new TypeError("it exports no object `expectation`; write for instance "
            + 'export const expectation = { payloads: "released", bytes: "flat", why: "..." }');
    }
}

/// Whether the engine has what a scenario requires: a global, or one of two things that are none.
function provides(host, name) {
    if (name === "realms") return host.createRealm !== undefined;
    if (name === "collectable realms") return host.createRealm !== undefined && host.collectsRealms;
    return has(name);
}

export async function main(host, options) {
    let phase = "import";
    const enter = (name) => host.emit({ phase: (phase = name) });
    try {
        enter("import");
        const scenario = await import(options.file);
        check(scenario);
        const missing = (scenario.requires ?? []).filter((name) => !provides(host, name));
        if (missing.length > 0) {
            host.emit({ unsupported: missing.map((name) => host.reasons?.[name] ?? `no ${name}`).join(", ") });
            return;
        }
        host.emit({ result: await measure(host, scenario, options, enter) });
    } catch (error) {
        host.emit({ failure: { phase, message: describe(error) } });
    }
}

async function measure(host, scenario, options, enter) {
    const payloads = new Payloads();
    const lab = makeLab(host, payloads);
    const pauses = [];
    const collect = async () => {
        for (let i = 0; i < options.collections; i++) {
            await host.turn();
            pauses.push(host.gc());
        }
        await host.turn();
    };
    const asked = Number(scenario.rounds ?? options.rounds);
    const rounds = Math.max(options.quick ? Math.min(asked, options.rounds) : asked, options.checkpoints);
    const chunk = Math.floor(rounds / options.checkpoints);
    const wanted = chunk * options.checkpoints;
    const started = host.now();

    enter("setup");
    const state = await scenario.setup(lab);
    // Where rounds take long it is measured in between, so that there are enough points when the time is over.
    const patience = options.budget / options.checkpoints;
    let done = 0, points = 0, last = host.now();
    while (done < wanted) {
        enter("iterate");
        try {
            do {
                const running = scenario.iterate(done, state, lab);
                if (running !== undefined) await running;
                done += 1;
            } while (done % chunk !== 0 && host.now() - last < patience);
        } catch (error) {
            // Not changed in place: the value may be a primitive or frozen.
            const { name = "Error", stack } = error ?? {};
            throw Object.assign(new Error(`in round ${done}: ${error?.message ?? text(error)}`), { name, stack });
        }
        enter("collect");
        await collect();
        const bytes = host.bytes();
        // Told at once: points that are kept would count as growth.
        host.emit({ point: { rounds: done, bytes, ...payloads.count(), captures: host.census?.() } });
        points += 1;
        last = host.now();
        if (last - started >= options.budget && points >= LEAST_POINTS) break;
    }
    return {
        title: optionalText(scenario.title), rounds_name: optionalText(scenario.roundsName),
        expectation: scenario.expectation, wanted, pauses,
        automatic: host.automatic?.() ?? null, milliseconds: host.now() - started,
    };
}
