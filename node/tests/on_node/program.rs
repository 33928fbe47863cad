//! Generated programs: what statements there are, and how a program is written.

use std::fmt::Write as _;

/// A pseudorandom sequence: SplitMix64.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        // The remainder fits in a usize.
        (self.next() % end as u64) as usize
    }
}

/// What a statement may do beyond plain code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Sync,
    /// `await` may be used.
    Async,
    /// `yield` may be used.
    Generator,
    /// Both.
    AsyncGenerator,
}

impl Place {
    fn awaits(self) -> bool {
        matches!(self, Self::Async | Self::AsyncGenerator)
    }

    fn yields(self) -> bool {
        matches!(self, Self::Generator | Self::AsyncGenerator)
    }
}

/// One kind of statement. In its text `$s` is a storage, `$v` a store, `$L` a label, `$n` a few milliseconds, `$1` and `$2` are blocks.
#[derive(Debug)]
struct Form {
    text: &'static str,
    /// Where the blocks are; `None` for that of the statement.
    blocks: &'static [Option<Place>],
    /// Where the statement may be.
    fits: fn(Place) -> bool,
    /// How often it is chosen.
    weight: usize,
}

const fn form(weight: usize, text: &'static str, blocks: &'static [Option<Place>]) -> Form {
    Form {
        text,
        blocks,
        fits: |_| true,
        weight,
    }
}

const SAME: Option<Place> = None;
const SYNC: Option<Place> = Some(Place::Sync);
const ASYNC: Option<Place> = Some(Place::Async);

const FORMS: &[Form] = &[
    form(14, "trace($L);", &[]),
    form(5, "$s.enterWith($v);", &[]),
    form(1, "fresh(); $s.disable();", &[]),
    form(6, "contained(() => $s.run($v, () => { $1 }));", &[SYNC]),
    form(
        3,
        "task(contained(() => $s.run($v, async () => { $1 })));",
        &[ASYNC],
    ),
    form(2, "contained(() => $s.exit(() => { $1 }));", &[SYNC]),
    form(
        2,
        "{ const scope = $s.withScope($v); $1 scope.dispose(); $2 }",
        &[SAME, SAME],
    ),
    form(
        1,
        "{ const scope = $s.withScope($v); try { $1 } finally { scope[Symbol.dispose](); } }",
        &[SAME],
    ),
    form(2, "(() => { $1 })();", &[SYNC]),
    form(4, "task((async () => { $1 })());", &[ASYNC]),
    form(
        2,
        "try { $1 throw new Error(); } catch { $2 }",
        &[SAME, SAME],
    ),
    form(
        1,
        "try { contained(() => $s.run($v, () => { $1 throw 1; })); } catch { $2 }",
        &[SYNC, SAME],
    ),
    form(
        2,
        "task(Promise.resolve().then(() => { $1 }).then(() => { $2 }));",
        &[SYNC, SYNC],
    ),
    form(
        1,
        "task(Promise.reject(1).catch(() => { $1 }).finally(() => { $2 }));",
        &[SYNC, SYNC],
    ),
    form(
        1,
        "task(new Promise((resolve) => { $1 resolve(); }).then(async () => { $2 }));",
        &[SYNC, ASYNC],
    ),
    form(
        1,
        "{ let settle; const promise = new Promise((resolve) => { settle = resolve; }); task(promise.then(() => { $1 })); contained(() => $s.run($v, () => { $2 settle(); })); }",
        &[SYNC, SYNC],
    ),
    form(
        1,
        "task(Promise.all([1, 2].map(async () => { $1 })));",
        &[ASYNC],
    ),
    form(
        1,
        "task(Promise.resolve({ then(resolve) { $1 resolve(); } }).then(() => { $2 }));",
        &[SYNC, SYNC],
    ),
    form(
        3,
        "until((done) => setTimeout(() => { $1 done(); }, $n));",
        &[SYNC],
    ),
    form(
        1,
        "until((done) => { let times = 0; const timer = setInterval(() => { $1 if (++times === 2) { clearInterval(timer); done(); } }, $n); });",
        &[SYNC],
    ),
    form(
        1,
        "until((done) => setImmediate(() => { $1 done(); }));",
        &[SYNC],
    ),
    form(
        1,
        "until((done) => queueMicrotask(() => { $1 done(); }));",
        &[SYNC],
    ),
    form(
        1,
        "until((done) => process.nextTick(() => { $1 done(); }));",
        &[SYNC],
    ),
    form(
        1,
        "{ const target = new EventTarget(); target.addEventListener(\"e\", () => contained(() => { $1 })); contained(() => $s.run($v, () => { $2 target.dispatchEvent(new Event(\"e\")); })); }",
        &[SYNC, SYNC],
    ),
    form(
        1,
        "{ const controller = new AbortController(); controller.signal.addEventListener(\"abort\", () => contained(() => { $1 })); until((done) => setTimeout(() => { $2 controller.abort(); done(); }, $n)); }",
        &[SYNC, SYNC],
    ),
    form(
        1,
        "until((done) => { const signal = AbortSignal.timeout($n); signal.addEventListener(\"abort\", () => { $1 done(); }); setTimeout(() => {}, 30); });",
        &[SYNC],
    ),
    form(
        1,
        "until((done) => { const { port1, port2 } = empty(() => new MessageChannel()); port2.onmessage = () => { $1 port2.close(); done(); }; contained(() => $s.run($v, () => { $2 port1.postMessage(1); })); });",
        &[SYNC, SYNC],
    ),
    form(
        1,
        "{ const bound = AsyncLocalStorage.bind(() => { $1 }); contained(() => $s.run($v, () => { $2 bound(); })); until((done) => setTimeout(() => { bound(); done(); }, $n)); }",
        &[SYNC, SYNC],
    ),
    form(
        2,
        "{ const snapshot = AsyncLocalStorage.snapshot(); contained(() => $s.run($v, () => { $1 snapshot(() => { $2 }); })); }",
        &[SYNC, SYNC],
    ),
    form(
        1,
        "{ const snapshot = AsyncLocalStorage.snapshot(); until((done) => setTimeout(() => { task(snapshot(async () => { $1 })); done(); }, $n)); $2 }",
        &[ASYNC, SAME],
    ),
    form(
        2,
        "{ const resource = new AsyncResource(\"R\"); $1 contained(() => $s.run($v, () => resource.runInAsyncScope(() => { $2 }))); }",
        &[SAME, SYNC],
    ),
    form(
        1,
        "{ const bound = new AsyncResource(\"R\").bind(() => { $1 }); $2 task(Promise.resolve().then(bound)); }",
        &[SYNC, SAME],
    ),
    form(
        1,
        "{ const numbers = pinned((function* () { $1 })()); $2 for (const _ of numbers) trace($L); }",
        &[Some(Place::Generator), SAME],
    ),
    form(
        1,
        "task((async () => { const numbers = pinned((async function* () { $1 })()); for await (const _ of numbers) { $2 } })());",
        &[Some(Place::AsyncGenerator), ASYNC],
    ),
    form(
        1,
        "task((async () => { for (const _ of [1, 2]) { $1 } })());",
        &[ASYNC],
    ),
    form(
        1,
        "task((async () => { const stream = new ReadableStream({ start() { $1 }, pull(controller) { trace($L); controller.enqueue(1); controller.close(); } }); for await (const _ of stream) { $2 } })());",
        &[SYNC, ASYNC],
    ),
    Form {
        fits: Place::awaits,
        ..form(6, "await null;", &[])
    },
    Form {
        fits: Place::awaits,
        ..form(
            2,
            "await new Promise((resolve) => setTimeout(resolve, $n));",
            &[],
        )
    },
    Form {
        fits: Place::awaits,
        ..form(2, "await (async () => { $1 })();", &[ASYNC])
    },
    Form {
        fits: Place::awaits,
        ..form(
            2,
            "await contained(() => $s.run($v, async () => { $1 }));",
            &[ASYNC],
        )
    },
    Form {
        fits: Place::awaits,
        ..form(1, "await { then(resolve) { $1 resolve(); } };", &[SYNC])
    },
    Form {
        fits: Place::awaits,
        ..form(1, "await Promise.reject(1).catch(() => { $1 });", &[SYNC])
    },
    Form {
        fits: Place::yields,
        ..form(8, "yield 1;", &[])
    },
];

/// A statement of a program.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    form: usize,
    storage: usize,
    value: usize,
    blocks: Vec<Vec<Statement>>,
}

/// A program: the statements of an async function.
pub(crate) type Program = Vec<Statement>;

/// How many statements a program has at most.
const MOST: usize = 14;

/// Makes a program.
pub(crate) fn generate(random: &mut Random) -> Program {
    let mut left = 3 + random.below(MOST - 2);
    let mut program = block(random, Place::Async, &mut left, 0);
    while left > 0 {
        program.extend(block(random, Place::Async, &mut left, 0));
    }
    program
}

fn block(random: &mut Random, place: Place, left: &mut usize, depth: usize) -> Vec<Statement> {
    let mut statements = Vec::new();
    let count = 1 + random.below(3);
    for _ in 0..count {
        if *left == 0 {
            break;
        }
        *left -= 1;
        statements.push(statement(random, place, left, depth));
    }
    statements
}

fn statement(random: &mut Random, place: Place, left: &mut usize, depth: usize) -> Statement {
    let fits = |form: &Form| (form.fits)(place) && (depth < 5 || form.blocks.is_empty());
    let total: usize = FORMS
        .iter()
        .filter(|form| fits(form))
        .map(|form| form.weight)
        .sum();
    let mut at = random.below(total);
    let mut chosen = 0;
    for (index, form) in FORMS.iter().enumerate().filter(|(_, form)| fits(form)) {
        chosen = index;
        match at.checked_sub(form.weight) {
            Some(rest) => at = rest,
            None => break,
        }
    }
    let form = &FORMS[chosen];
    Statement {
        form: chosen,
        storage: random.below(3),
        value: random.below(5),
        blocks: form
            .blocks
            .iter()
            .map(|inner| block(random, inner.unwrap_or(place), left, depth + 1))
            .collect(),
    }
}

/// The text of a program. Each place that traces has a label of its own.
pub(crate) fn text(program: &Program) -> String {
    let mut labels = 0;
    let mut text = String::new();
    write_block(program, &mut labels, &mut text);
    format!("async ({{ trace, storages, task, until, empty }}) => {{\n{text}trace(\"last\");\n}}")
}

fn write_block(block: &[Statement], labels: &mut usize, out: &mut String) {
    for statement in block {
        statement.write(labels, out);
        out.push('\n');
    }
    *labels += 1;
    // What a block has entered is looked at in its end.
    let _ = writeln!(out, "trace(\"{labels}\");");
}

impl Statement {
    fn write(&self, labels: &mut usize, out: &mut String) {
        let mut rest = FORMS[self.form].text;
        while let Some(at) = rest.find('$') {
            out.push_str(&rest[..at]);
            let (name, after) = rest[at + 1..].split_at(1);
            rest = after;
            match name {
                "s" => out.push_str(&format!("storages[{}]", self.storage)),
                "v" => out.push_str(["undefined", "1", "2", "\"a\"", "\"default\""][self.value]),
                "n" => out.push_str(&format!("{}", self.value)),
                "L" => {
                    *labels += 1;
                    out.push_str(&format!("\"{labels}\""));
                }
                number => {
                    let block = number.parse::<usize>().expect("a block has a number");
                    write_block(&self.blocks[block - 1], labels, out);
                }
            }
        }
        out.push_str(rest);
    }
}

/// The programs that are smaller by one step: without a statement, or with a block in the place of its statement.
pub(crate) fn smaller(program: &Program) -> Vec<Program> {
    let mut all = Vec::new();
    for (at, statement) in program.iter().enumerate() {
        let with = |instead: &[Statement]| {
            let mut copy = program[..at].to_vec();
            copy.extend_from_slice(instead);
            copy.extend_from_slice(&program[at + 1..]);
            copy
        };
        all.push(with(&[]));
        for (number, block) in statement.blocks.iter().enumerate() {
            all.push(with(block));
            for inner in smaller(block) {
                let mut copy = statement.clone();
                copy.blocks[number] = inner;
                all.push(with(&[copy]));
            }
        }
    }
    all
}
