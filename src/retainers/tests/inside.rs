//! Where most of a value is.

use super::World;
use crate::retainers::LargestPart;

/// The part that is named for the only value, and its bytes.
fn part(value: &str) -> Option<LargestPart> {
    let mut world = World::new();
    world.eval(
        "class Request { constructor(size) { this.body = 'b'.repeat(size); } }
         const many = (n, f) => Array.from({ length: n }, (_, i) => f(i));
         const nested = (n) => { let list = null; while (n--) list = { list, x: 'x'.repeat(100 + n) }; return list; };
         const shared = { big: 's'.repeat(1000000) };",
    );
    world.timer(1, value);
    let report = world.report();
    report.groups()[0].largest_part.clone()
}

#[test]
fn the_part_that_is_most_of_a_value_is_named() {
    for (value, expected, least) in [
        // One thing, however deep.
        ("{ a: { b: new Request(9000) }, c: 1 }", ".a.b.body", 9000),
        ("{ a: ['x', { b: 'b'.repeat(9000) }] }", ".a[1].b", 9000),
        ("new Map([['k', 'v'.repeat(9000)]])", ".get(k)", 9000),
        // Many alike.
        (
            "{ waiting: new Map(many(50, i => [i, new Request(100)])), other: 'o'.repeat(500) }",
            ".waiting, 50 x Request",
            5000,
        ),
        ("many(50, i => new Request(100 + i))", "50 x Request", 5000),
        (
            "{ log: many(50, i => 'l'.repeat(100) + i) }",
            ".log, 50 x string",
            5000,
        ),
        // A linked list, and one that is linked to itself.
        ("nested(100)", ".list ...", 20_000),
        (
            "(() => { const o = {}; o.self = o; o.list = []; o.list.push(o, 'x'.repeat(9000)); return o; })()",
            ".list[1]",
            9000,
        ),
        // Deeper than a person wants to know.
        (
            "{ a: { b: { c: { d: { e: { f: { g: { h: { i: 'x'.repeat(9000) } } } } } } } } }",
            ".a.b.c.d.e.f.g.h ...",
            9000,
        ),
        // Twice the same thing is one thing.
        (
            "(() => { const r = new Request(9000); return { list: [r, r] }; })()",
            ".list[0].body",
            9000,
        ),
    ] {
        let part = part(value).unwrap_or_else(|| panic!("no part: {value}"));
        assert_eq!(part.part, expected, "{value}");
        let range = least..2 * least + 5000;
        assert!(range.contains(&part.bytes), "{value}: {}", part.bytes);
    }
}

#[test]
fn no_part_is_named_where_there_is_none() {
    for value in [
        "{ a: 'a'.repeat(1000) }",
        "'x'.repeat(9000)",
        // Three different things of a third each.
        "{ a: new Request(3000), b: [1, 'x'.repeat(3000)], c: { y: 'y'.repeat(3000) } }",
        // What another capture keeps, too, does not go with the value.
        "{ shared, other: [shared] }",
    ] {
        let mut world = World::new();
        world.eval(
            "class Request { constructor(size) { this.body = 'b'.repeat(size); } }
             var shared = { text: 's'.repeat(9000) };",
        );
        world.timer(1, value);
        world.timer(2, "shared");
        let report = world.report();
        let line = |group: &&crate::RetainedGroup| group.location.as_ref().unwrap().line == 1;
        let group = report.groups().iter().find(line).expect("a group");
        assert_eq!(group.largest_part, None, "{value}");
    }
}

#[test]
fn the_mapping_of_a_snapshot_inside_is_no_part() {
    let mut world = World::new();
    world.eval("var inner = v.run({ big: 'b'.repeat(9000) }, () => new Snapshot());");
    world.timer(1, "{ inner }");
    let report = world.report();
    let group = &report.groups()[0];
    assert_eq!(
        group.chain.last().unwrap(),
        "value { inner: [AsyncContext.Snapshot] }"
    );
    assert_eq!(group.largest_part.as_ref().unwrap().part, ".inner");
}

#[test]
fn the_largest_value_is_the_example() {
    let mut world = World::new();
    for size in [10, 5000, 70] {
        world.timer(1, &format!("{{ size: {size}, text: 't'.repeat({size}) }}"));
    }
    let report = world.report();
    let group = &report.groups()[0];
    assert!(group.chain[3].contains("size: 5000"), "{report}");
    assert_eq!(group.largest_part.as_ref().unwrap().part, ".text");
    assert!(
        report
            .to_string()
            .contains("\n   most of it: .text, about 5."),
        "{report}"
    );
    assert!(
        !report.to_string().contains("take out of the value"),
        "{report}"
    );
    let mut world = World::new();
    world.timer(1, "{ text: 't'.repeat(5000) }");
    assert!(world.report().to_string().contains("take out of the value"));
}
