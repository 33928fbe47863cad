//! What a report says of everything that keeps a value: when what it names is gone, the value must be gone.

use super::World;
use crate::{
    RetainedGroup, Retainers,
    census::CaptureKind::{Snapshot, Timer},
};

const BIG: &str = "var big = { text: 'x'.repeat(10000) };";

/// The group of values of `variable` that are kept by what was made at `line`.
fn group<'a>(report: &'a Retainers, variable: &str, line: u32) -> &'a RetainedGroup {
    report
        .groups()
        .iter()
        .find(|group| {
            let at = group.location.as_ref().map(|location| location.line);
            group.variable == variable && at == Some(line)
        })
        .unwrap_or_else(|| panic!("no group of {variable} at {line}: {report}"))
}

/// The lines of what else keeps the values of a group, with how many captures, and whether they are in a value.
fn others(group: &RetainedGroup) -> Vec<(u32, usize, bool)> {
    let other = |other: &crate::OtherCaptures| {
        let line = other.location.as_ref().map_or(0, |location| location.line);
        (line, other.captures, other.is_in_value)
    };
    group.others.iter().map(other).collect()
}

/// The captures of the agent; the Snapshot objects by their names, each made at the line of its place from 1.
fn real_captures(world: &mut World, names: &[&str]) {
    let agent = crate::Agent::of(&world.context).expect("installed");
    let mut captures = agent.live_captures();
    for (name, line) in names.iter().zip(1..) {
        let (id, mapping) =
            crate::builtins::snapshot_capture(&world.object(name)).expect("a Snapshot");
        let found = captures.iter_mut().find(|capture| capture.id == id);
        let capture = found.expect("it is alive");
        capture.location = super::live(Snapshot, line, mapping).location;
    }
    world.captures = captures;
}

/// A world in which `held` is a Snapshot object of a mapping with the value `big`, and `w` another variable.
fn world_with_a_snapshot() -> World {
    boa_gc::force_collect();
    let mut world = World::new();
    world.eval(BIG);
    world.eval(
        "var w = new Variable({ name: 'w' });
         var held = v.run(big, () => new Snapshot());",
    );
    real_captures(&mut world, &["held"]);
    world
}

#[test]
fn what_else_a_capture_frees_does_not_count_for_a_group() {
    let mut world = World::new();
    world.eval(BIG);
    world.eval("var w = new Variable({ name: 'w' }), larger = { text: 'y'.repeat(90000) };");
    world.capture(
        Timer,
        1,
        "w.run(larger, () => v.run(big, () => new Snapshot()))",
    );
    world.timer(2, "big");
    let report = world.report();
    let freed = |variable, line| group(&report, variable, line).freed;
    assert_eq!((freed("v", 1), freed("v", 2)), (0, 0), "{report}");
    let larger = group(&report, "w", 1);
    assert_eq!(larger.freed, larger.bytes, "{report}");
    assert_eq!(others(group(&report, "v", 1)), [(2, 1, false)], "{report}");
    assert_eq!(others(group(&report, "v", 2)), [(1, 1, false)], "{report}");
    assert_eq!(others(larger), [], "{report}");
}

#[test]
fn every_place_that_holds_a_value_through_other_values_is_named() {
    let mut world = world_with_a_snapshot();
    world.eval("var u = new Variable({ name: 'u' });");
    world.capture(Timer, 8, "w.run({ held }, () => new Snapshot())");
    world.capture(Timer, 9, "u.run({ held }, () => new Snapshot())");
    world.capture(Timer, 9, "u.run({ held, other: 1 }, () => new Snapshot())");
    boa_gc::force_collect();
    // Only what was captured above: the snapshots that were made for it are gone.
    let report = world.report();
    let group = group(&report, "v", 8);
    assert_eq!((group.captures, group.freed), (1, 0), "{report}");
    assert_eq!(others(group), [(9, 2, false), (1, 1, true)], "{report}");
    let text = report.to_string();
    assert!(text.contains("2 timers, set at app.mjs:9:1"), "{text}");
}

#[test]
fn a_snapshot_in_a_value_may_be_held_elsewhere_as_well() {
    let mut world = world_with_a_snapshot();
    world.capture(Timer, 8, "w.run({ held }, () => new Snapshot())");
    let report = world.report();
    let inner = group(&report, "v", 8);
    assert!(inner.bytes > 10_000, "{report}");
    assert_eq!(inner.freed, 0, "{report}");
    assert_eq!(others(inner), [(1, 1, true)], "{report}");
    // The value that holds it goes for sure, but not with it.
    let outer = group(&report, "w", 8);
    assert!(outer.bytes > 10_000, "{report}");
    assert!((1..1000).contains(&outer.freed), "{report}");
    let text = report.to_string();
    assert!(
        text.contains("if the program also holds them elsewhere, drop them there:"),
        "{text}"
    );
    assert!(
        text.contains("\n     snapshot made at app.mjs:1:1"),
        "{text}"
    );
    let outer = text.split("\n\n").find(|group| group.contains("`w`, "));
    let remark = "\n   Snapshot objects inside these values keep about 10.";
    assert!(outer.is_some_and(|outer| outer.contains(remark)), "{text}");
}

#[test]
fn a_capture_counts_only_for_the_values_it_holds() {
    let mut world = World::new();
    world.eval("var w = new Variable({ name: 'w' });");
    for _ in 0..3 {
        world.timer(1, "{}");
    }
    for _ in 0..2 {
        world.capture(Timer, 1, "w.run({}, () => new Snapshot())");
    }
    world.captures[1].age = std::time::Duration::from_secs(60);
    let report = world.report();
    let counts = |variable| {
        let group = group(&report, variable, 1);
        (group.captures, group.oldest.as_secs())
    };
    assert_eq!((counts("v"), counts("w")), ((3, 60), (2, 1)), "{report}");
}

#[test]
fn captures_that_hold_a_value_through_others_are_all_counted() {
    let mut world = world_with_a_snapshot();
    for _ in 0..5 {
        world.capture(Timer, 8, "w.run({ held }, () => new Snapshot())");
    }
    let report = world.report();
    assert_eq!(group(&report, "v", 8).captures, 5, "{report}");
}

#[test]
fn variables_that_are_made_for_each_request_are_one_group() {
    for (options, name) in [("{ name: 'request' }", "request"), ("", "(unnamed)")] {
        let mut world = World::new();
        world.eval("var requests = [];");
        for _ in 0..5 {
            world.eval(&format!("requests.push(new Variable({options}));"));
            world.capture(
                Timer,
                1,
                "requests.at(-1).run({ text: 'x'.repeat(1000) }, () => new Snapshot())",
            );
        }
        world.timer(1, "'another'");
        let report = world.report();
        assert_eq!(report.groups().len(), 2, "{report}");
        let group = group(&report, name, 1);
        assert_eq!((group.variables, group.values, group.captures), (5, 5, 5));
        let text = report.to_string();
        let expected = format!("1. 5 values of 5 variables `{name}`, about ");
        assert!(text.contains(&expected), "{text}");
        // And inside a value. It keeps the variables, too, or their values would be gone.
        let mut world = World::new();
        world.eval(&format!(
            "var variables = Array.from({{ length: 5 }}, () => new Variable({options}));
             var held = variables.map((variable) => variable.run({{}}, () => new Snapshot()));"
        ));
        world.timer(1, "{ held, variables }");
        let counts: Vec<_> = world
            .report()
            .groups()
            .iter()
            .map(|group| (group.variables, group.values))
            .collect();
        assert_eq!(counts, [(1, 1), (5, 5)]);
    }
}
