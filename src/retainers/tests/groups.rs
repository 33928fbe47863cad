//! How values are counted, grouped and sized.

use super::{Limits, World, live};
use crate::{
    Mapping, Storage,
    census::CaptureKind::{Reaction, Snapshot, Timer},
};

#[test]
fn values_are_grouped_by_kind_place_and_variable() {
    let mut world = World::new();
    world.eval("var w = new Variable({ name: 'w' });");
    for _ in 0..3 {
        world.timer(14, "{ text: 'x'.repeat(1000) }");
    }
    world.timer(20, "{ text: 'y'.repeat(20000) }");
    world.capture(Reaction, 14, "v.run('r', () => new Snapshot())");
    world.capture(Timer, 14, "w.run('w', () => new Snapshot())");
    let report = world.report();
    let groups: Vec<_> = report
        .groups()
        .iter()
        .map(|group| {
            let line = group.location.as_ref().unwrap().to_string();
            (
                group.kind,
                line,
                &*group.variable,
                group.captures,
                group.mappings,
                group.values,
            )
        })
        .collect();
    let at = |line| format!("app.mjs:{line}:1");
    assert_eq!(
        groups,
        [
            (Timer, at(20), "v", 1, 1, 1),
            (Timer, at(14), "v", 3, 3, 3),
            (Reaction, at(14), "v", 1, 1, 1),
            (Timer, at(14), "w", 1, 1, 1),
        ]
    );
    let bytes = report.groups()[1].bytes;
    assert!((3000..5000).contains(&bytes), "{bytes}");
    assert_eq!(report.groups()[1].oldest.as_secs(), 14);
}

#[test]
fn a_mapping_or_a_value_that_is_held_twice_is_counted_once() {
    let mut world = World::new();
    world.eval(
        "var value = { text: 'x'.repeat(1000) };
         var once = v.run(value, () => new Snapshot()), again = v.run(value, () => new Snapshot());",
    );
    for snapshot in ["once", "once", "again"] {
        world.capture(Timer, 1, snapshot);
    }
    let report = world.report();
    let [group] = report.groups() else {
        panic!("{report}");
    };
    let counts = (group.captures, group.mappings, group.values);
    assert_eq!(counts, (3, 2, 1), "{report}");
    assert!((1000..1500).contains(&group.bytes), "{report}");
    assert_eq!(group.freed, group.bytes, "{report}");
    // Three captures, two mappings of one binding, and the variable are not of the values.
    let mapping = world.mapping("once").own_size() as u64;
    assert!(mapping > 64, "{mapping}");
    let (freed, bytes) = (group.freed, report.bytes());
    assert!(bytes > freed + 3 * 64 + 2 * mapping, "{report}");
}

#[test]
fn the_age_of_a_group_is_that_of_its_oldest_capture() {
    let mut world = World::new();
    for age in [1, 7, 3] {
        world.timer(1, "{}");
        let capture = world.captures.last_mut().expect("one was added");
        capture.age = std::time::Duration::from_secs(age);
    }
    assert_eq!(world.report().groups()[0].oldest.as_secs(), 7);
}

#[test]
fn places_in_a_list_of_any_length_are_alike() {
    let mut world = World::new();
    world.eval(
        "var w = new Variable({ name: 'w' }), list = null;
         for (let i = 0; i < 30; i++) list = { next: list, array: [{ held: w.run({ i }, () => new Snapshot()) }] };",
    );
    world.timer(1, "list");
    let report = world.report();
    let mut groups: Vec<_> = report
        .groups()
        .iter()
        .map(|group| (&*group.variable, group.values))
        .collect();
    groups.sort_unstable();
    // At the head of the list, and further on.
    assert_eq!(groups, [("v", 1), ("w", 1), ("w", 29)], "{report}");
}

#[test]
fn variables_of_one_name_are_alike_and_one_without_a_name_is_described() {
    let mut world = World::new();
    world.eval("var other = new Variable({ name: 'v' }), unnamed = new Variable();");
    world.capture(
        Timer,
        1,
        "v.run(1, () => other.run(2, () => unnamed.run(3, () => new Snapshot())))",
    );
    let report = world.report();
    let names: Vec<&str> = report
        .groups()
        .iter()
        .map(|group| &*group.variable)
        .collect();
    assert_eq!(names.iter().filter(|name| **name == "v").count(), 1);
    let named = report.groups().iter().find(|group| group.variable == "v");
    let named = named.expect("it was found above");
    let counts = (
        named.variables,
        named.values,
        named.mappings,
        named.captures,
    );
    assert_eq!(counts, (2, 2, 1, 1));
    assert!(
        names
            .iter()
            .any(|name| name.starts_with("(unnamed, number ")),
        "{names:?}"
    );
    assert_eq!(world.report_of("other").groups().len(), 1);
    assert_eq!(world.report_of("other").groups()[0].chain[3], "value 2");
}

#[test]
fn a_value_that_two_captures_hold_is_freed_by_neither_alone() {
    let mut world = World::new();
    world.eval("var big = { text: 'x'.repeat(10000) };");
    world.timer(1, "big");
    world.timer(2, "big");
    world.timer(3, "{ text: 'y'.repeat(10000) }");
    let report = world.report();
    for group in report.groups() {
        let line = group.location.as_ref().unwrap().to_string();
        assert!(group.bytes > 10_000, "{line}");
        assert_eq!(group.freed > 10_000, line == "app.mjs:3:1", "{line}");
    }
    assert_eq!(report.groups().len(), 3);
    assert!(
        (20_000..22_000).contains(&report.bytes()),
        "each object once: {}",
        report.bytes()
    );
}

#[test]
fn a_chain_of_snapshots_of_any_length_is_two_groups() {
    const LENGTH: usize = 100_000;
    let mut world = World::with(Storage::Strong);
    world.eval(&format!(
        "var first, last;
         for (let i = 0; i < {LENGTH}; i++) {{
             const parent = last;
             const value = {{ i, parent }};
             first ??= value;
             last = v.run(value, () => new Snapshot());
         }}"
    ));
    world.capture(Timer, 1, "last");
    let report = world.report();
    let counts: Vec<_> = report.groups().iter().map(|group| group.values).collect();
    assert_eq!(counts, [1, LENGTH - 1]);
    let [last, others] = report.groups() else {
        unreachable!("two groups");
    };
    assert!(last.bytes > others.bytes, "the last value keeps all others");
    let steps = world.report_of("first").groups()[1].chain.len();
    assert!((12..40).contains(&steps), "the middle is left out: {steps}");
}

#[test]
fn a_snapshot_that_a_value_holds_begins_no_chain() {
    // The last one holds all before it; or the first one all after it.
    for (parent, child) in [("kept.at(-1)", "null"), ("null", "here")] {
        boa_gc::force_collect();
        let mut world = World::new();
        world.eval(&format!(
            "var list = [], kept = [];
             for (let i = 0; i < 5; i++) {{
                 const value = {{ i, children: [], parent: {parent} }};
                 const here = v.run(value, () => new Snapshot());
                 kept.push(here);
                 list.at(-1)?.children.push({child});
                 list.push(value);
             }}"
        ));
        let agent = crate::Agent::of(&world.context).expect("installed");
        world.captures = agent.live_captures();
        let report = world.report();
        assert_eq!(report.captures(), 5);
        let values: Vec<_> = report.groups().iter().map(|group| group.values).collect();
        assert_eq!(values, [1, 4], "{report}");
        assert!(
            report.groups().iter().all(|group| group.captures == 1),
            "{report}"
        );
    }
}

/// Two snapshots of one mapping are two captures. Which of them a value holds is told by its number, not its mapping.
#[test]
fn a_snapshot_object_is_the_capture_that_it_made() {
    let mut world = World::new();
    world.eval(
        "var inner = {};
         v.run(inner, () => { inner.kept = new Snapshot(); inner.other = new Snapshot(); });
         var wanted = inner.kept, unwanted = inner.other;
         var outer = v.run({ wanted }, () => new Snapshot());",
    );
    let agent = crate::Agent::of(&world.context).expect("installed");
    let mut captures = agent.live_captures();
    let id = |world: &mut World, name: &str| {
        let object = world.object(name);
        let (id, _) = crate::builtins::snapshot_capture(&object).expect("a Snapshot");
        id.expect("not of the empty mapping")
    };
    let names = ["wanted", "unwanted", "outer"];
    let lines = names.map(|name| id(&mut world, name)).into_iter().zip(1..);
    for (id, line) in lines {
        let capture = captures.iter_mut().find(|capture| capture.id == Some(id));
        let place = live(Snapshot, line, Mapping::empty()).location;
        capture.expect("it is alive").location = place;
    }
    // The values hold both, so that only the outer one begins a chain.
    world.captures = captures;
    let chain = world.report_of("inner").groups()[0].chain.join(" -> ");
    let expected = "snapshot made at app.mjs:3:1 -> mapping -> variable `v` -> value { wanted: [AsyncContext.Snapshot] } -> .wanted -> \
                    snapshot made at app.mjs:1:1 -> mapping -> ";
    let text = world.report().to_string();
    assert!(text.contains("app.mjs:3:1"), "{text}");
    assert!(chain.starts_with(expected), "{chain}");
}

#[test]
fn cycles_end() {
    let mut world = World::new();
    world.eval(
        "var value = { name: 'cycle' };
         value.self = value;
         value.snapshot = v.run(value, () => new Snapshot());",
    );
    world.capture(Snapshot, 1, "value.snapshot");
    let report = world.report();
    assert_eq!(report.groups().len(), 1, "{report}");
    assert_eq!(report.groups()[0].values, 1);
}

#[test]
fn the_nearest_comes_first_when_there_is_too_much() {
    let mut world = World::new();
    world.timer(
        1,
        "{ near: {}, list: Array.from({ length: 1000 }, (_, i) => ({ i })) }",
    );
    let limits = Limits {
        nodes: 100,
        edges: 1000,
    };
    let report = world.report_within(limits);
    assert!(report.is_truncated());
    assert_eq!(report.groups().len(), 1);
    assert!(report.to_string().contains("more than a report can hold"));
    assert!(!world.report().is_truncated());
}

#[test]
fn nothing_and_empty_mappings_are_nothing() {
    let mut world = World::new();
    world.captures.push(live(Timer, 1, Mapping::empty()));
    let report = world.report();
    assert_eq!(
        (report.captures(), report.bytes(), report.groups().len()),
        (0, 0, 0)
    );
    assert_eq!(
        report.to_string(),
        "No capture holds a context: nothing is kept alive by one."
    );
}

#[test]
fn what_no_capture_reaches_has_no_groups() {
    let mut world = World::new();
    world.timer(1, "{ a: 1 }");
    for value in ["({})", "1", "'text'", "new Variable()", "undefined"] {
        assert!(world.report_of(value).groups().is_empty(), "{value}");
    }
}

#[test]
fn what_the_program_names_stays_on_its_line() {
    let mut world = World::new();
    world.eval(
        "var evil = '\\u001b[2J\\n1. 9 values' + 'e'.repeat(100000);
         var odd = new Variable({ name: evil });
         class Odd {} Object.defineProperty(Odd, 'name', { value: evil });
         var value = new Odd(); value[evil] = { [evil]: 'x'.repeat(9000) };",
    );
    world.capture(Timer, 1, "odd.run(value, () => new Snapshot())");
    let marker = world.report_of("value[evil]");
    for report in [world.report(), marker] {
        let text = report.to_string();
        assert!(text.lines().count() < 16, "{text}");
        assert!(text.lines().all(|line| line.len() < 1000), "{text}");
        assert!(!text.contains('\u{1b}'), "{text:?}");
        assert_eq!(text.matches("\n1. ").count(), 1, "{text}");
    }
    // The name itself is as it is.
    assert!(
        world.report().groups()[0]
            .variable
            .starts_with("\u{1b}[2J\n")
    );
}

#[test]
fn strings_are_cut_before_they_are_described() {
    let mut world = World::new();
    world.timer(1, "'a\"b\\u{1f600}'.repeat(10_000_000)");
    world.timer(2, "{ text: 'é'.repeat(10_000_000) }");
    let report = world.report();
    for group in report.groups() {
        let value = group.chain.last().expect("a value");
        assert!(
            value.len() < 420 && value.ends_with(['…', '}', 's']),
            "{value}"
        );
    }
    // Latin-1 takes a byte a letter, UTF-16 two.
    let sizes: Vec<u64> = report
        .groups()
        .iter()
        .map(|group| group.bytes / 1000)
        .collect();
    assert_eq!(sizes, [100_000, 10_000]);
}

#[test]
fn the_report_is_text_for_people() {
    let mut world = World::new();
    world.timer(14, "{ id: 7 }");
    world.timer(14, "{ id: 8 }");
    let text = world.report().to_string();
    let lines: Vec<&str> = text.lines().skip(3).collect();
    assert_eq!(
        lines,
        [
            "   kept by 2 timers, set at app.mjs:14:1, the oldest 14.0 s ago",
            "     timer set at app.mjs:14:1",
            "       -> mapping",
            "       -> variable `v`",
            "       -> value { id: 7 }",
            "   to do: clear it (clearTimeout, clearInterval) when nothing needs it any more",
        ]
    );
    assert!(text.starts_with("2 captures keep about "), "{text}");
    assert!(
        text.contains("\n\n1. 2 values of variable `v`, about "),
        "{text}"
    );
}
