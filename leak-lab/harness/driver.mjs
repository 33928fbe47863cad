// Runs one scenario in one engine and reports what was retained. The same file runs on every engine; `host` has what
// differs: { gc() -> milliseconds, bytes(), turn() -> promise, emit(object), call(function, this, ...arguments),
// createRealm?, collectsRealms?, reasons?, census?, automatic?, cleanups? }.

/// So many turns are waited for cleanups that go on in the background. One takes far less.
const MOST_TURNS = 10_000;

/// Numbers in the ballast of a payload: about 1 KB on every engine.
const BALLAST = 128;

/// So many points have a slope with an interval; the first is warm-up.
const LEAST_POINTS = 6;

const has = (path) => {
    let value = globalThis;
    for (const name of path.split(".")) {
        if (value === undefined || value === null) return false;
        value = value[name];
    }
    return value !== undefined;
};

/// Anything as text; an object may refuse to become a string.
const text = (value) => {
    try { return String(value); } catch { return `a value of type ${typeof value}`; }
};

const optionalText = (value) => value === undefined ? undefined : text(value);

/// A property of anything; a getter or a proxy may throw.
const read = (value, name) => {
    try { return value?.[name]; } catch { return undefined; }
};

/// Anything that was thrown, with the place in the scenario if it has one.
const describe = (error) => {
    const message = read(error, "message");
    if (typeof message !== "string") return text(error);
    const where = text(read(error, "stack") ?? "").split("\n").map((line) => line.trim())
        .filter((line) => line.startsWith("at ") && !/driver\.mjs|peer\.mjs|\(native\)/.test(line))[0];
    return `${text(read(error, "name") ?? "Error")}: ${message}${where ? ` (${where})` : ""}`;
};

/// What a round threw. Not written into the value, which may be a primitive or frozen.
class FailedRound {
    constructor(round, error) { this.text = `in round ${round}: ${describe(error)}`; }
    toString() { return this.text; }
}

class Payloads {
    groups = new Map();

    track(object, name) {
        const group = text(name);
        let entry = this.groups.get(group);
        if (entry === undefined) this.groups.set(group, (entry = { tracked: 0, refs: [] }));
        entry.tracked += 1;
        entry.refs.push(new WeakRef(object));
        return object;
    }

    // The references of what is gone go too, so that the bookkeeping does not grow.
    count() {
        // Without a prototype: a group may be called `__proto__`.
        const alive = Object.create(null), tracked = Object.create(null);
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
    const { rounds, requires } = scenario;
    if (rounds !== undefined && !(Number.isSafeInteger(rounds) && rounds > 0)) {
        throw new TypeError(`its \`rounds\` is ${text(rounds)}; it must be a whole number above 0`);
    }
    if (requires !== undefined && !(Array.isArray(requires) && requires.every((name) => typeof name === "string"))) {
        throw new TypeError('its `requires` must be an array of strings, as in ["MessageChannel"]');
    }
}

/// A copy of the expectation that is sure to be JSON.
function plain(expectation) {
    try {
        return JSON.parse(JSON.stringify(expectation));
    } catch (error) {
        throw new TypeError(`\`expectation\` cannot be written as JSON: ${describe(error)}`);
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
        enter("expectation");
        const expectation = plain(scenario.expectation);
        const measured = await measure(host, scenario, options, enter);
        host.emit({ result: { expectation, ...measured } });
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
        // What a cleanup needs until it is done is no leak.
        for (let i = 0; i < MOST_TURNS && host.cleanups?.() > 0; i++) await host.turn();
    };
    const asked = scenario.rounds ?? options.rounds;
    const rounds = Math.max(options.quick ? Math.min(asked, options.rounds) : asked, options.checkpoints);
    const chunk = Math.floor(rounds / options.checkpoints);
    const wanted = chunk * options.checkpoints;
    const started = host.now();

    enter("setup");
    const state = await host.call(scenario.setup, scenario, lab);
    // Where rounds take long it is measured in between, so that there are enough points when the time is over.
    const patience = options.budget / options.checkpoints;
    let done = 0, points = 0, last = host.now();
    while (done < wanted) {
        enter("iterate");
        try {
            do {
                const running = host.call(scenario.iterate, scenario, done, state, lab);
                if (running !== undefined) await running;
                done += 1;
            } while (done % chunk !== 0 && host.now() - last < patience);
        } catch (error) {
            throw new FailedRound(done, error);
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
        wanted, pauses,
        automatic: host.automatic?.() ?? null, milliseconds: host.now() - started,
    };
}
