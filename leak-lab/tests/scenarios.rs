//! All scenarios in all storages, with few rounds, and what becomes of bad ones.
//!
//! The rounds are too few to judge the growth of the bytes; `boa-ac leaks` does.

mod bad;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use bad::BAD;
use boa_async_context_leak_lab::{
    CountingAllocator, Engine, Options, Report, Status, find, html, own_scenarios, peers, run,
    storages, worker, write_plots,
};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::system();

const WORKER: &str = "--worker";

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some(WORKER), Some(task)) => return ExitCode::from(worker::main(&task)),
        // `cargo test FILTER` passes the filter to every test program. None matches this test.
        (Some(filter), _) if !filter.starts_with('-') => {
            println!("0 passed, 0 failed, 1 skipped");
            return ExitCode::SUCCESS;
        }
        _ => {}
    }
    let directory = tempfile::tempdir().expect("a temporary directory");
    our_scenarios_end_as_expected();
    a_bad_scenario_is_one_failure_and_the_rest_go_on(directory.path());
    what_is_unusual_and_allowed_is_measured(directory.path());
    names_may_hold_anything(directory.path());
    #[cfg(unix)]
    files_that_cannot_be_read_are_failures(directory.path());
    a_scenario_that_hangs_is_stopped(directory.path());
    what_does_not_release_is_told(directory.path());
    captures_are_counted_by_kind(directory.path());
    rounds_that_are_not_made_are_told(directory.path());
    peers_are_measured_or_absent(directory.path());
    the_page_is_whole_and_runs_nothing(directory.path());
    ExitCode::SUCCESS
}

fn options() -> Options {
    let program = env::current_exe().expect("this program has a path");
    Options::new((program, vec![WORKER.into()])).quick()
}

fn write(directory: &Path, name: &str, text: &str) -> PathBuf {
    let path = directory.join(name).with_extension("mjs");
    fs::write(&path, text).expect("it can be written");
    path
}

/// An own output that looks like a report, and numbers that are computed.
fn what_is_unusual_and_allowed_is_measured(directory: &Path) {
    let rest = "export const setup = () => {};
        export function iterate(i, state, lab) { lab.payload(); }";
    let marks = format!(
        "console.log('@leak-lab {{}}\\n@leak-lab nonsense');
         export const expectation = {{ payloads: 'released', why: '' }}; {rest}"
    );
    let float = format!(
        "export const expectation = {{ payloads: {{ atMost: Math.sqrt(25) }}, why: '' }}; {rest}"
    );
    let files = [
        write(directory, "marks", &marks),
        write(directory, "float", &float),
    ];
    let report = run_in_weak(&files, &options());
    assert!(report.is_success(), "{}", report.text());
    assert!(
        report
            .outcomes()
            .all(|(_, outcome)| outcome.measured().is_some())
    );
}

/// Runs the scenarios in the first storage, which is the default.
fn run_in_weak(files: &[PathBuf], options: &Options) -> Report {
    run(files, &storages()[..1], options, |_, _, _| {})
}

fn our_scenarios_end_as_expected() {
    let files = find(&own_scenarios()).expect("they are there");
    assert!(
        files.len() > 30,
        "only {} scenarios were found",
        files.len()
    );
    let report = run(&files, &storages(), &options(), |_, _, _| {});
    println!("{}", report.text());
    assert!(report.is_success());
    // What strong storage keeps shows that a scenario tests something.
    let told_apart = report.scenarios.iter().filter(|scenario| {
        let alive = |column: &str| {
            let mut outcomes = scenario.outcomes.iter();
            let outcome = outcomes.find(|outcome| outcome.column == column)?;
            outcome.measured()?.alive_percent()
        };
        alive("weak") < alive("strong")
    });
    assert!(told_apart.count() >= 10);
}

fn a_bad_scenario_is_one_failure_and_the_rest_go_on(directory: &Path) {
    let mut files: Vec<_> = BAD
        .iter()
        .map(|bad| write(directory, bad.name, bad.text))
        .collect();
    files.push(own_scenarios().join("snapshot-kept.mjs"));
    let report = run_in_weak(&files, &options());
    assert_eq!(report.failures, BAD.len());
    for (bad, scenario) in BAD.iter().zip(&report.scenarios) {
        let name = bad.name;
        let Status::Failed(failure) = &scenario.outcomes[0].status else {
            panic!("{name} did not fail");
        };
        let message = &failure.message;
        assert_eq!(failure.phase, bad.phase, "{name}: {message}");
        assert!(message.contains(bad.words), "{name}: {message}");
    }
    let last = report.scenarios.last().expect("the good one");
    assert!(last.outcomes[0].measured().is_some());
}

/// Names of files and of rounds that are odd in an address, in an attribute or in a tag.
fn names_may_hold_anything(directory: &Path) {
    let text = "export const roundsName = '\\n\\n>plug-ins\\n', setup = () => {};
        export const expectation = { payloads: 'released', why: '' };
        export const iterate = (i, state, lab) => { lab.payload(); };";
    let directory = directory.join("odd names");
    fs::create_dir_all(&directory).expect("a directory");
    let names = ["a.b", "a-b", "a_2e_b", "é", "ü", "new\nline>"];
    // Not `write`: the names have dots.
    let files = names.map(|name| {
        let path = directory.join(format!("{name}.mjs"));
        fs::write(&path, text).expect("it can be written");
        path
    });
    let report = run_in_weak(&files, &options());
    assert!(report.is_success(), "{}", report.text());
    let page = html(&report).expect("it can be drawn");
    let ids = page.split("<section id=\"scenario-").skip(1);
    let ids: std::collections::BTreeSet<_> =
        ids.filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), names.len(), "{ids:?}");
    for id in ids {
        assert!(page.contains(&format!("href=\"#scenario-{id}\"")), "{id}");
    }
    let pictures = directory.join("pictures");
    write_plots(&report, &pictures).expect("they can be written");
    for file in fs::read_dir(&pictures).expect("they are there") {
        check_svg(&file.expect("an entry").path());
    }
}

/// A file that no engine can read is one failure, and no wait until the time limit.
#[cfg(unix)]
fn files_that_cannot_be_read_are_failures(directory: &Path) {
    use std::os::unix::ffi::OsStrExt as _;

    let directory = directory.join("unreadable");
    fs::create_dir_all(directory.join("directory.mjs")).expect("a directory");
    let no_text = directory.join(std::ffi::OsStr::from_bytes(b"\xff.mjs"));
    fs::write(&no_text, "").expect("it can be written");
    let pipe = directory.join("pipe.mjs");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo is there").success());
    std::os::unix::fs::symlink("nowhere", directory.join("link.mjs")).expect("a link");
    let report = run_in_weak(&find(&directory).expect("four"), &options());
    let messages = report.outcomes().map(|(_, outcome)| match &outcome.status {
        Status::Failed(failure) => failure.message.clone(),
        status => panic!("{status:?}"),
    });
    let messages: Vec<_> = messages.collect();
    let expected = [
        "not a regular file",
        "cannot be read: ",
        "not a regular file",
        "not UTF-8",
    ];
    assert_eq!(messages.len(), expected.len(), "{messages:?}");
    for (message, words) in messages.iter().zip(expected) {
        assert!(message.contains(words), "{messages:?}");
    }
}

/// Whether a picture is a well-formed document with its style in it.
fn check_svg(path: &Path) {
    let svg = fs::read_to_string(path).expect("it can be read");
    let mut reader = quick_xml::Reader::from_str(&svg);
    let mut has_style = false;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(quick_xml::events::Event::Start(tag)) => {
                has_style |= tag.name().as_ref() == b"style"
            }
            Ok(_) => {}
            Err(error) => panic!("{}: {error}", path.display()),
        }
    }
    assert!(has_style, "{}", path.display());
    assert!(
        svg.contains("prefers-color-scheme:dark"),
        "{}",
        path.display()
    );
}

fn a_scenario_that_hangs_is_stopped(directory: &Path) {
    let text = "export const setup = () => { for (;;); }, iterate = () => {}, expectation = {};";
    let file = write(directory, "hangs", text);
    // On a busy machine the process may need more time to get as far as the scenario.
    for seconds in [2, 8, 32, 128] {
        let mut options = options();
        options.time_limit = Duration::from_secs(seconds);
        let report = run_in_weak(std::slice::from_ref(&file), &options);
        let Status::Failed(failure) = &report.scenarios[0].outcomes[0].status else {
            panic!("it did not fail");
        };
        assert!(
            failure.message.contains("--time-limit"),
            "{}",
            failure.message
        );
        if failure.phase == "setup" {
            return;
        }
        assert!(
            ["start", "import"].contains(&&*failure.phase),
            "{}",
            failure.phase
        );
    }
    panic!("the scenario never began");
}

fn what_does_not_release_is_told(directory: &Path) {
    let scenario = |keep: &str, payloads: &str| {
        format!(
            "export const setup = () => [], expectation = {{ payloads: '{payloads}', why: 'a test' }};
             export function iterate(i, state, lab) {{ const value = lab.payload(); {keep} }}"
        )
    };
    let files = [
        write(
            directory,
            "leaks",
            &scenario("state.push(value);", "released"),
        ),
        write(directory, "loses", &scenario("", "retained")),
        write(
            directory,
            "keeps",
            &scenario("state.push(value);", "retained"),
        ),
        // A group that a plain object of JavaScript would not have.
        write(
            directory,
            "leaks-proto",
            &scenario("state.push(lab.payload('__proto__'));", "released"),
        ),
        write(
            directory,
            "leaks-symbol",
            &scenario("state.push(lab.payload(Symbol('x')));", "released"),
        ),
    ];
    let report = run_in_weak(&files, &options());
    assert_eq!(report.failures, 4);
    let text = report.text();
    assert!(
        text.contains("leaks (weak): 160 of 160 `payload` are alive"),
        "{text}"
    );
    assert!(
        text.contains("loses (weak): 0 of 160 `payload` are alive"),
        "{text}"
    );
    for words in [
        "leaks-proto (weak): 160 of 160 `__proto__`",
        "leaks-symbol (weak): 160 of 160 `Symbol(x)`",
    ] {
        assert!(text.contains(words), "{text}");
    }
}

/// A scenario that keeps a snapshot of each round, while its values must be gone.
fn write_leak_of_snapshots(directory: &Path) -> PathBuf {
    let text = "export const setup = () => ({
            variable: new AsyncContext.Variable(), kept: [], never: new Promise(() => {}),
        });
        export const expectation = { payloads: 'released', why: 'a test' };
        export function iterate(i, { variable, kept, never }, lab) {
            variable.run(lab.payload(), () => {
                kept.push(new AsyncContext.Snapshot());
                if (i < 3) never.then(() => {});
            });
        }";
    write(directory, "keeps-snapshots", text)
}

fn captures_are_counted_by_kind(directory: &Path) {
    let report = run_in_weak(&[write_leak_of_snapshots(directory)], &options());
    let summary = report.scenarios[0].outcomes[0].summary().expect("it ran");
    let kinds: Vec<_> = summary.captures.keys().collect();
    assert_eq!(kinds, ["reaction", "snapshot"]);
    let slope = |kind: &str| summary.captures[kind].per_round.map(|slope| slope.estimate);
    assert_eq!(summary.captures["snapshot"].at_end, 160);
    assert_eq!(slope("snapshot"), Some(1.0));
    assert_eq!(summary.captures["reaction"].at_end, 6, "two handlers each");
    assert_eq!(slope("reaction"), Some(0.0));
    let told = "live captures: 6 reaction, 160 snapshot (1.00 a round)";
    assert!(report.text().contains(told), "{}", report.text());
    let json = serde_json::to_value(&report).expect("a report is JSON");
    let measured = &json["scenarios"][0]["outcomes"][0]["measured"];
    assert_eq!(measured["summary"]["captures"]["snapshot"]["at_end"], 160);
    assert_eq!(measured["summary"]["is_cut"], false);
}

fn rounds_that_are_not_made_are_told(directory: &Path) {
    let mut options = options();
    options.cut_after = Some(Duration::ZERO);
    let report = run_in_weak(&[write_leak_of_snapshots(directory)], &options);
    let summary = report.scenarios[0].outcomes[0].summary().expect("it ran");
    assert!(summary.is_cut);
    assert!(summary.bytes_per_round.is_some());
    // There are always enough points for a slope.
    let told = "keeps-snapshots (weak): only 6 of 160 rounds were made";
    assert!(report.text().contains(told), "{}", report.text());
    assert!(report.text().contains("--time-limit"));
}

fn peers_are_measured_or_absent(directory: &Path) {
    let files = [
        own_scenarios().join("snapshot-kept.mjs"),
        write(
            directory,
            "throws",
            "export const setup = () => { throw new RangeError('in setup'); };
            export const iterate = () => {}, expectation = {};",
        ),
    ];
    let columns = peers::find();
    let report = run(&files, &columns, &options(), |_, _, _| {});
    for (scenario, outcome) in report.outcomes() {
        match (&outcome.status, &*scenario.name) {
            (Status::Absent(hint), _) => assert!(hint.contains("--install-peers"), "{hint}"),
            (
                Status::Measured {
                    measured,
                    summary,
                    problems,
                },
                "snapshot-kept",
            ) => {
                assert!(problems.is_empty(), "peers are not judged: {problems:?}");
                assert!(summary.forced.is_some_and(|pauses| pauses.max > 0.0));
                assert!(summary.captures.is_empty());
                // Only Node tells of the collections that it began by itself.
                assert_eq!(measured.automatic.is_some(), outcome.column == "Node");
            }
            (Status::Failed(failure), "throws") => assert_eq!(failure.phase, "setup"),
            (status, name) => panic!("{name} ({}): {status:?}", outcome.column),
        }
    }
}

fn the_page_is_whole_and_runs_nothing(directory: &Path) {
    let text = "export const title = `<script>alert('title')</script>`;
        export const roundsName = '<u>rounds</u>';
        export const expectation = { payloads: 'released', why: '</style><b onclick=x>why</b>' };
        export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
        export function iterate(i, { variable, kept }, lab) {
            variable.run(lab.payload('<i>group</i>'), () => kept.push(new AsyncContext.Snapshot()));
        }";
    let files = [
        write(directory, "evil<b>&\"name\"", text),
        write(
            directory,
            "evil-throws",
            "export const setup = () => { throw new Error('<img src=x>'); };
            export const iterate = () => {}, expectation = {};",
        ),
        own_scenarios().join("snapshot-kept.mjs"),
        own_scenarios().join("snapshot-kept.mjs"),
    ];
    let mut columns = storages();
    let mut absent = peers::find().pop().expect("there are peers");
    absent.engine = Engine::Absent("it is not <there>".to_owned());
    columns.push(absent);
    let mut report = run(&files, &columns, &options(), |_, _, _| {});
    report.command = Some("boa-ac leaks '<script>'".to_owned());

    let page = html(&report).expect("it can be drawn");
    for tag in ["<script", "<img", "<i>", "<u>", "<b onclick", "<there"] {
        assert!(!page.contains(tag), "{tag} is not escaped");
    }
    assert_eq!(page.matches("</style>").count(), 1);
    let escaped = [
        "&lt;script&gt;alert('title')",
        "&lt;/style&gt;&lt;b onclick=x&gt;why",
        "&lt;img src=x&gt;",
        "it is not &lt;there&gt;",
        "boa-ac leaks '&lt;script&gt;'",
        "`&lt;i&gt;group&lt;/i&gt;` are alive; all must be gone",
        "live captures: 160 snapshot (1.00 a round)",
        "evil&lt;b&gt;&amp;&quot;name&quot;",
    ];
    for text in escaped {
        assert!(page.contains(text), "the page has no {text}");
    }
    // Nothing is loaded: the only address is the name space of SVG.
    let addresses: Vec<_> = page.match_indices("://").collect();
    let is_name_space = |at: usize| page[at..].starts_with("://www.w3.org/2000/svg\"");
    assert!(addresses.iter().all(|(at, _)| is_name_space(*at)));
    // Three were measured, and one failed everywhere.
    assert_eq!(page.matches("role=\"img\"").count(), 3 * 3);
    for column in &columns {
        let in_pictures = page.matches(&format!("\n{}\n</text>", column.name)).count();
        assert_eq!(
            in_pictures,
            if column.ours { 9 } else { 0 },
            "{}",
            column.name
        );
    }

    // A name that is there twice is told apart.
    for anchor in [
        "id=\"scenario-snapshot-kept\"",
        "id=\"scenario-snapshot-kept_20__28_2_29_\"",
    ] {
        assert_eq!(page.matches(anchor).count(), 1, "{anchor}");
    }

    let pictures = directory.join("pictures");
    write_plots(&report, &pictures).expect("they can be written");
    let files: Vec<_> = fs::read_dir(&pictures).expect("they are there").collect();
    assert_eq!(files.len(), 3 * 3);
    for file in files {
        let path = file.expect("an entry").path();
        check_svg(&path);
        let svg = fs::read_to_string(&path).expect("it can be read");
        assert!(!svg.contains("<b>"), "{}", path.display());
    }
}
