//! `boa-ac leaks why`: each report must name the line that leaks.

use boa_async_context::EXACT_GENERATORS;

use crate::support::{Ended, Project};

/// The text without what varies: sizes, ages, and columns, of which the engine knows the end of a call better than its
/// beginning.
pub(crate) fn without_measures(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let mut words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        for place in 0..words.len() {
            match words[place].as_str() {
                "about" => {
                    words[place + 1] = "SIZE".to_owned();
                    words[place + 2].retain(|letter| letter == '.');
                }
                "ago" => {
                    words[place - 2] = "AGE".to_owned();
                    words[place - 1].clear();
                }
                word if word.contains(".mjs:") => words[place] = without_column(word),
                _ => {}
            }
        }
        words.retain(|word| !word.is_empty());
        words.join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// `app.mjs:4,` as `app.mjs:4,`.
fn without_column(place: &str) -> String {
    let digits = place.trim_end_matches(',');
    let (line, _) = digits.rsplit_once(':').expect("a column");
    format!("{line}{}", &place[digits.len()..])
}

pub(crate) fn why(program: &str, arguments: &[&str]) -> Ended {
    let project = Project::new(&[("app.mjs", program)]);
    project.leaks(&[&["why", "app.mjs"], arguments].concat())
}

/// The first lines of the groups, and of their chains.
pub(crate) fn groups(ended: &Ended) -> Vec<String> {
    let text = without_measures(&ended.stdout);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines
        .iter()
        .filter(|line| {
            let is_head = line.contains(" of variable ") || line.contains(" variables `");
            is_head || line.starts_with("kept by ")
        })
        .map(|line| (*line).to_owned())
        .collect()
}

#[test]
fn the_examples_of_the_guide() {
    let guide = include_str!("../../../docs/leaks.md");
    let blocks = |language: &str| {
        let mark = format!("```{language}\n");
        let begun = guide.split(&mark).skip(1);
        begun
            .map(|text| text.split_once("```").expect("its end").0)
            .collect::<Vec<_>>()
    };
    let (programs, reports) = (blocks("js"), blocks("text"));
    assert_eq!((programs.len(), reports.len()), (2, 2));
    for (name, (program, report)) in ["service.mjs", "server.mjs"]
        .into_iter()
        .zip(programs.iter().zip(reports))
    {
        let project = Project::new(&[(name, program)]);
        let ended = project.leaks(&["why", name, "--after", "0"]);
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
        assert_eq!(
            without_measures(&ended.stdout.replace("DIR", "/srv/app")),
            without_measures(report)
        );
    }
    // And the mend that the guide names.
    let mended = programs[0].replace(
        "log.open(id))",
        "{ log.open(id); log.contexts.delete(id); })",
    );
    assert!(mended.contains("delete"));
    let project = Project::new(&[("service.mjs", &mended)]);
    project.leaks(&["why", "service.mjs"]).is(
        0,
        "No capture holds a context: nothing is kept alive by one.\n",
        "",
    );
}

#[test]
fn a_forgotten_interval() {
    let program = "const request = new AsyncContext.Variable({ name: 'request' });
        const poll = () =>
            setInterval(() => {}, 3_600_000);
        const once = () =>
            clearTimeout(setTimeout(() => {}, 3_600_000));
        for (let id = 0; id < 5; id++) request.run({ id }, () => { poll(); once(); });";
    // The report is made when the program was loaded and its first part has run.
    let ended = why(program, &["--after", "0"]);
    assert_eq!(
        groups(&ended),
        [
            "1. 5 values of variable `request`, about SIZE",
            "kept by 5 timers, set at app.mjs:3 in poll, the oldest AGE ago"
        ]
    );
    assert!(ended.stdout.contains("clearInterval"), "{}", ended.stdout);
}

#[test]
fn the_line_is_shown_and_where_most_of_the_value_is() {
    let program = "const server = new AsyncContext.Variable({ name: 'server' });
        class Request { body = 'b'.repeat(1000); }
        server.run({ inFlight: new Map(), total: 0 }, function start() {
            const { inFlight } = server.get();
            for (let id = 0; id < 30; id++) inFlight.set(id, new Request());
            const timer = setInterval(() => {}, 3_600_000);
            return timer;
        });";
    let ended = why(program, &["--after", "0"]);
    let text = without_measures(&ended.stdout);
    for expected in [
        "kept by a timer set at app.mjs:6 in start, AGE ago\nDIR/app.mjs:6\nconst timer = setInterval(() => {}, 3_600_000);\n",
        "\nmost of it: .inFlight, 30 x Request, about SIZE\n",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

/// A young mapping of hybrid storage holds its values until it has survived some collections.
#[test]
fn values_of_variables_that_are_gone_are_told_where_the_storage_holds_them() {
    let program = "const v = new AsyncContext.Variable({ name: 'kept' });
        const dropped = () => new AsyncContext.Variable({ name: 'dropped' });
        globalThis.kept = [v, v.run(1, () => dropped().run({}, () => new AsyncContext.Snapshot()))];";
    for (storage, expected) in [
        ("weak", &["kept"][..]),
        ("ephemeron", &["kept"]),
        ("hybrid:5", &["kept"]),
        ("strong", &["dropped", "kept"]),
    ] {
        let ended = why(program, &["--storage", storage]);
        let lines = ended.stdout.lines();
        let mut names: Vec<&str> = lines
            .filter_map(|line| line.split_once(" of variable `")?.1.split_once('`'))
            .map(|(name, _)| name)
            .collect();
        names.sort_unstable();
        assert_eq!(names, expected, "{storage}: {}", ended.stdout);
        // The census counts bindings after the same collections.
        let project = Project::new(&[("app.mjs", program)]);
        let census = project
            .run(&["--census", "--storage", storage, "app.mjs"])
            .stderr;
        let bindings = |line: &str| line.split_whitespace().nth(3).map(str::to_owned);
        let total = census.lines().find(|line| line.contains("total"));
        let expected = expected.len().to_string();
        assert_eq!(
            total.and_then(bindings),
            Some(expected),
            "{storage}: {census}"
        );
    }
}

#[test]
fn a_cache_of_snapshots() {
    let ended = why(
        "const request = new AsyncContext.Variable({ name: 'request' });
         const cache = new Map();
         const remember = (id) =>
             cache.set(id, { context: new AsyncContext.Snapshot() });
         const forget = (id) => cache.delete(id);
         for (let id = 0; id < 20; id++) {
             request.run({ id }, () => { remember(id); if (id % 2) forget(id); });
         }",
        &[],
    );
    assert_eq!(
        groups(&ended),
        [
            "1. 10 values of variable `request`, about SIZE",
            "kept by 10 snapshots, made at app.mjs:4 in remember, the oldest AGE ago"
        ]
    );
}

#[test]
fn a_promise_in_a_map_that_never_settles() {
    let ended = why(
        "const request = new AsyncContext.Variable({ name: 'request' });
         const waiting = new Map();
         function answer(id) {
             const reply = new Promise((resolve) => waiting.set(id, resolve));
             reply.then(() => {});
         }
         for (let id = 0; id < 6; id++) request.run({ id }, () => { answer(id); });
         for (let id = 0; id < 3; id++) waiting.get(id)('done');
         globalThis.waiting = waiting;",
        &[],
    );
    let groups = groups(&ended);
    assert_eq!(groups[0], "1. 3 values of variable `request`, about SIZE");
    assert!(
        groups[1].contains(" reactions, added at app.mjs:5 in answer, the oldest"),
        "{groups:?}"
    );
    assert_eq!(groups.len(), 2, "{groups:?}");
}

/// Of an `await` the published engine tells the function, and the one with our changes the line. The published engine adds two
/// reactions for an `await`, which are functions, and ours adds one.
#[test]
fn an_await_that_never_ends_is_named() {
    let ended = why(
        "const request = new AsyncContext.Variable({ name: 'request' });
         globalThis.never = new Promise(() => {});
         async function serve(id) {
             const answer = await never;
             return answer;
         }
         for (let id = 0; id < 3; id++) request.run({ id }, serve, id);",
        &[],
    );
    let (reactions, number, line) = if EXACT_GENERATORS {
        (3, 4, "const answer = await never;")
    } else {
        (6, 3, "async function serve(id) {")
    };
    let kept = format!(
        "kept by {reactions} reactions, added at app.mjs:{number} in serve, the oldest AGE ago"
    );
    assert_eq!(
        groups(&ended),
        ["1. 3 values of variable `request`, about SIZE", &kept]
    );
    let text = without_measures(&ended.stdout);
    let place = format!("\nDIR/app.mjs:{number}\n{line}\n");
    assert!(text.contains(&place), "{text}");
}

#[test]
fn a_wrapped_listener() {
    let ended = why(
        "const request = new AsyncContext.Variable({ name: 'request' });
         const bus = new EventTarget();
         const listen = (f) =>
             bus.addEventListener('x', AsyncContext.Snapshot.wrap(f));
         request.run({ id: 7 }, () => listen(() => {}));
         globalThis.bus = bus;",
        &[],
    );
    assert_eq!(
        groups(&ended),
        [
            "1. 1 value of variable `request`, about SIZE",
            "kept by a function wrapped at app.mjs:4 in listen, AGE ago"
        ]
    );
}

#[test]
fn a_variable_can_be_chosen_and_groups_limited() {
    let program = "const a = new AsyncContext.Variable({ name: 'a' });
        const b = new AsyncContext.Variable({ name: 'b' });
        globalThis.kept = a.run('a', () => b.run({ id: 7 }, () => new AsyncContext.Snapshot()));";
    assert_eq!(
        groups(&why(program, &["--variable", "b"]))[0],
        "1. 1 value of variable `b`, about SIZE"
    );
    let ended = why(program, &["--variable", "c"]);
    assert_eq!(
        (ended.code, ended.stderr.as_str()),
        (
            0,
            "boa-ac: nothing keeps a value of a variable named c alive; there are values of b, a\n"
        )
    );
    let ended = why(program, &["--groups", "1"]);
    assert_eq!(groups(&ended).len(), 2);
    assert!(
        ended
            .stdout
            .ends_with("\n1 smaller group is left out; --groups COUNT prints more\n")
    );
    let ended = why(program, &["--groups", "0"]);
    assert_eq!(groups(&ended).len(), 0);
    assert!(!ended.stdout.contains("None of them"), "{}", ended.stdout);
    assert!(
        ended
            .stdout
            .ends_with("\n2 smaller groups are left out; --groups COUNT prints more\n")
    );
}

const HOLDS: &str = "const v = new AsyncContext.Variable({ name: 'v' });
    globalThis.kept = v.run(1, () => new AsyncContext.Snapshot());";

#[test]
fn a_program_that_fails_is_reported_on_and_fails() {
    let late = "setTimeout(() => { throw new Error('no'); });";
    for fails in [
        "throw new Error('no');",
        "await Promise.reject(new Error('no'));",
        late,
    ] {
        for when in [&["--at-exit"][..], &[]] {
            let ended = why(&format!("{HOLDS} {fails}"), when);
            assert_eq!(ended.code, 1, "{fails}");
            assert!(ended.stderr.contains("Error: no"), "{}", ended.stderr);
            assert!(ended.stdout.contains("variable `v`"), "{}", ended.stdout);
        }
    }
}

#[test]
fn a_program_that_cannot_be_run_is_no_report() {
    let ended = why("const a = ;", &[]);
    assert_eq!(ended.code, 1, "{}", ended.stdout);
    assert!(ended.stderr.contains("app.mjs:1:11"), "{}", ended.stderr);
    let project = Project::new(&[]);
    let missing = project.leaks(&["why", "missing.mjs"]);
    assert_eq!((missing.code, missing.stdout.as_str()), (2, ""));
    assert!(missing.stderr.contains("missing.mjs"), "{}", missing.stderr);
    for wrong in [
        &["why"][..],
        &["why", "x.mjs", "--at-exit", "--after", "1"],
        &["why", "x.mjs", "--after", "soon"],
        &["why", "x.mjs", "--peers"],
        &["--quick", "why", "x.mjs"],
    ] {
        assert_eq!(project.leaks(wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn the_report_comes_when_the_time_is_over() {
    // Busy without end, but it returns to its event loop.
    for busy in [
        "setInterval(() => {}, 0);",
        "const again = () => setImmediate(again); again();",
        "const again = () => setTimeout(again); again();",
        "await new Promise(() => setInterval(() => {}, 1));",
        "const again = () => queueMicrotask(again); again();",
    ] {
        let ended = why(&format!("{HOLDS} {busy}"), &["--after", "0.1"]);
        assert!(
            ended.stdout.contains("variable `v`"),
            "{busy}: {}",
            ended.stdout
        );
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{busy}");
    }
}

#[test]
fn a_program_that_never_returns_has_no_report() {
    for busy in ["for (;;);", "queueMicrotask(() => { for (;;); });"] {
        let ended = why(
            &format!("{HOLDS} {busy}"),
            &["--after", "0", "--grace", "0.2"],
        );
        assert_eq!((ended.code, ended.stdout.as_str()), (1, ""), "{busy}");
        let expected = "boa-ac: the program did not return to its event loop within 200ms";
        assert!(
            ended.stderr.starts_with(expected),
            "{busy}: {}",
            ended.stderr
        );
    }
}

#[cfg(unix)]
#[test]
fn a_signal_brings_the_report() {
    use crate::terminate::Running;
    for when in [&["--at-exit"][..], &["--after", "100000"]] {
        let waits = format!("{HOLDS} console.log('ready'); setInterval(() => {{}}, 1);");
        let project = Project::new(&[("app.mjs", &waits)]);
        let running =
            Running::start_command(&project, &[&["leaks", "why", "app.mjs"], when].concat());
        running.signal("INT");
        let ended = running.end(&project);
        assert_eq!(ended.code, 130, "{}", ended.stderr);
        assert!(ended.stdout.contains("variable `v`"), "{}", ended.stdout);
    }
}

#[test]
fn other_words_are_scenarios() {
    let scenario = "export const title = 't';
        export const expectation = { payloads: 'released', why: 'nothing is kept' };
        export const setup = () => ({});
        export const iterate = (i, state, lab) => void lab.payload();";
    let project = Project::new(&[("why", scenario), ("my.mjs", scenario)]);
    for file in ["./why", "my.mjs"] {
        let ended = project.leaks(&[file, "--quick", "--storage", "weak"]);
        assert_eq!(ended.code, 0, "{file}: {}{}", ended.stdout, ended.stderr);
        assert!(ended.stdout.contains("as expected"), "{}", ended.stdout);
    }
    let ended = project.leaks(&["help", "--quick"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("help"), "{}", ended.stderr);
}
