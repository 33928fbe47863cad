//! `boa-ac run --census` and `--trace-captures`.

use crate::support::{Ended, Project};

const HOLDS: &str = "const v = new AsyncContext.Variable();
function hold(n) {
  return v.run(n, () => {
    const made = new AsyncContext.Snapshot();
    return made;
  });
}
globalThis.kept = [hold(1), hold(2), v.run(3, () => { const g = (function* () { yield 1; })(); return g; })];
hold(4);
";

/// The rows of the table: kind, captures, mappings, bindings.
fn rows(ended: &Ended) -> Vec<(String, Vec<usize>)> {
    let table = ended
        .stderr
        .lines()
        .skip_while(|line| !line.contains("kind "))
        .skip(1);
    table
        .take_while(|line| line.starts_with("  "))
        .map(|line| {
            // From the end: a kind may be several words. The last word is the age.
            let mut words: Vec<_> = line.split_whitespace().collect();
            let numbers = words.split_off(words.len() - 4);
            let numbers = numbers[..3].iter();
            let numbers = numbers.map(|number| number.parse().expect("a number"));
            (words.join(" "), numbers.collect())
        })
        .collect()
}

fn held() -> Vec<(String, Vec<usize>)> {
    let rows = [
        ("generator", vec![1, 1, 1]),
        ("snapshot", vec![2, 2, 2]),
        ("total", vec![3, 3, 3]),
    ];
    rows.map(|(name, row)| (name.to_owned(), row)).into()
}

#[test]
fn a_program_that_ends_prints_what_is_still_reachable() {
    let project = Project::new(&[("p.js", HOLDS)]);
    let ended = project.run(&["--census", "p.js"]);
    assert_eq!((ended.code, &*ended.stdout), (0, ""), "{}", ended.stderr);
    assert_eq!(rows(&ended), held(), "{}", ended.stderr);
    assert!(!ended.stderr.contains("p.js"), "{}", ended.stderr);
    let silent = project.run(&["p.js"]);
    silent.is(0, "", "");
}

#[test]
fn a_program_that_fails_prints_it_too() {
    for file in ["p.js", "p.mjs"] {
        let project = Project::new(&[(file, &format!("{HOLDS} throw new Error('no');"))]);
        let ended = project.run(&["--census", file]);
        assert_eq!(ended.code, 1, "{}", ended.stderr);
        assert!(ended.stderr.contains("Error: no"), "{}", ended.stderr);
        let snapshots = rows(&ended).into_iter().find(|row| row.0 == "snapshot");
        let snapshots = snapshots.expect("a row").1;
        assert_eq!(snapshots, [2, 2, 2], "{file}: {}", ended.stderr);
    }
}

#[test]
fn a_program_that_holds_nothing_hears_so() {
    let project = Project::new(&[(
        "p.js",
        "const v = new AsyncContext.Variable(); v.run(1, () => setTimeout(() => {}));",
    )]);
    let nothing = "boa-ac: census: no mapping is held\n";
    project.run(&["--census", "p.js"]).is(0, "", nothing);
}

#[test]
fn places_are_listed_by_the_number_of_their_captures() {
    let more = "globalThis.wrapped = v.run(1, () => {
  const f = AsyncContext.Snapshot.wrap(() => {});
  return f;
});";
    let project = Project::new(&[("p.js", &format!("{HOLDS}{more}"))]);
    let ended = project.run(&["--trace-captures", "p.js"]);
    let places: Vec<_> = ended
        .stderr
        .lines()
        .skip_while(|line| !line.contains("made at"))
        .skip(1)
        .map(|line| {
            let words: Vec<_> = line.split_whitespace().collect();
            let place = words.iter().find(|word| word.contains("p.js:"));
            let place = place.unwrap_or_else(|| panic!("{line}"));
            let line = place.split(':').nth(1).expect("a line").to_owned();
            (words[0].to_owned(), words[1].to_owned(), line)
        })
        .collect();
    let expected = [
        ("2", "snapshot", "4"),
        ("1", "wrapped", "11"),
        ("1", "generator", "8"),
    ];
    let expected = expected.map(|(count, kind, line)| (count.into(), kind.into(), line.into()));
    assert_eq!(places.len(), 3, "{}", ended.stderr);
    assert_eq!(places[0], expected[0], "{}", ended.stderr);
    for place in &expected[1..] {
        assert!(places.contains(place), "{place:?}: {}", ended.stderr);
    }
    assert_eq!(rows(&ended).len(), 4, "{}", ended.stderr);
}

#[test]
fn the_columns_are_even_for_the_longest_kind() {
    let make = "globalThis.registry = v.run(1, () => {
  const registry = new FinalizationRegistry(() => {});
  return registry;
});";
    let project = Project::new(&[("p.js", &format!("{HOLDS}{make}"))]);
    let ended = project.run(&["--trace-captures", "p.js"]);
    let kinds = rows(&ended).into_iter().map(|(kind, _)| kind);
    let kinds: Vec<_> = kinds.collect();
    let expected = ["finalization registry", "generator", "snapshot", "total"];
    assert!(
        expected
            .iter()
            .all(|kind| kinds.iter().any(|it| it == kind)),
        "{kinds:?}"
    );
    let (table, places) = ended.stderr.split_once("made at").expect("both tables");
    let widths: Vec<_> = table
        .lines()
        .skip(1)
        .map(str::len)
        .filter(|width| *width > 20)
        .collect();
    assert!(
        widths.len() >= 5 && widths.iter().all(|width| *width == widths[0]),
        "{table}"
    );
    let begins = places.lines().filter_map(|line| line.find("p.js:"));
    let begins: Vec<_> = begins.collect();
    assert!(
        begins.len() >= 3 && begins.iter().all(|begin| *begin == begins[0]),
        "{places}"
    );
}

#[test]
fn a_name_of_the_program_cannot_write_a_line() {
    let name = r#""\x1b[2J\u202e\u2028\nboa-ac: census: no mapping is held""#;
    let text = format!(
        "const v = new AsyncContext.Variable();
        const o = {{ {name}() {{ const made = new AsyncContext.Snapshot(); return made; }} }};
        globalThis.kept = v.run(1, () => o[{name}]());"
    );
    let project = Project::new(&[("p.js", &text)]);
    let ended = project.run(&["--trace-captures", "p.js"]);
    let told = " in  [2J   boa-ac: census: no mapping is held\n";
    assert!(ended.stderr.contains(told), "{:?}", ended.stderr);
    assert!(
        !ended.stderr.contains(['\u{1b}', '\u{202e}', '\u{2028}']),
        "{:?}",
        ended.stderr
    );
}

#[cfg(unix)]
mod signals {
    use super::HOLDS;
    use crate::{support::Project, terminate::Running};

    const READY: &str = "console.log('ready');";

    #[test]
    fn a_signal_stops_the_program_and_the_census_is_printed() {
        for (signal, code) in [("TERM", 143), ("INT", 130)] {
            let waits = format!("{HOLDS}{READY} setInterval(() => {{}}, 1);");
            let project = Project::new(&[("p.js", &waits)]);
            let running = Running::start(&project, &["--census", "p.js"]);
            running.signal(signal);
            let ended = running.end(&project);
            assert_eq!(ended.code, code, "{}", ended.stderr);
            assert_eq!(super::rows(&ended), super::held(), "{}", ended.stderr);
        }
    }

    /// Minutes of work are queued, of which no macrotask is long.
    #[test]
    fn a_signal_does_not_wait_for_what_is_queued() {
        let busy = "() => { const end = performance.now() + 5; while (performance.now() < end); }";
        for queue in ["setImmediate", "setTimeout"] {
            let long = format!("{HOLDS}{READY} for (let i = 0; i < 20_000; i++) {queue}({busy});");
            let project = Project::new(&[("p.js", &long)]);
            let running = Running::start(&project, &["--census", "p.js"]);
            running.signal("TERM");
            let ended = running.end(&project);
            assert_eq!(ended.code, 143, "{}", ended.stderr);
            assert_eq!(super::rows(&ended), super::held(), "{}", ended.stderr);
        }
    }

    #[test]
    fn a_program_that_never_returns_is_ended_without_a_census() {
        let project = Project::new(&[("p.js", &format!("{HOLDS}{READY} for (;;);"))]);
        let running = Running::start(&project, &["--census", "--grace", "0.2", "p.js"]);
        running.signal("TERM");
        let ended = running.end(&project);
        assert_eq!(ended.code, 143, "{}", ended.stderr);
        let last = ended.stderr.lines().last().unwrap_or_default();
        assert!(last.contains("so there is no census"), "{}", ended.stderr);
    }
}
