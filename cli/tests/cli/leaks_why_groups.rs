//! What the groups of `boa-ac leaks why` say.

use crate::leaks_why::{groups, why, without_measures};

/// Each place that the report names is mended, one after the other. Only when none is left may the value be gone.
#[test]
fn what_a_report_names_is_all_that_keeps_a_value() {
    let report = |mended: &[usize]| {
        let holders = [
            "w.run({ context }, () => setTimeout(() => {}, 3_600_000));",
            "u.run({ context }, () => setInterval(() => {}, 3_600_000));",
            "globalThis.elsewhere = [context];",
        ];
        let line = |place| match mended.contains(&place) {
            true => "",
            false => holders[place],
        };
        why(
            &format!(
                "const [v, w, u] = ['v', 'w', 'u'].map((name) => new AsyncContext.Variable({{ name }}));
                 globalThis.variables = [v, w, u];
                 const remember = () => new AsyncContext.Snapshot();
                 function serve() {{
                     const context = v.run({{ text: 'x'.repeat(100_000) }}, remember);
                     {}
                     {}
                     {}
                 }}
                 serve();",
                line(0),
                line(1),
                line(2)
            ),
            &["--after", "0", "--variable", "v"],
        )
    };
    let beside = "\nother captures keep these values, too; mending the place above alone frees none of them:\n";
    let inside = "\nSnapshot objects inside values keep these values, too; if the program also holds them elsewhere, drop them \
                  there:\nsnapshot made at app.mjs:3\n";
    let all = without_measures(&report(&[]).stdout);
    assert!(all.contains("kept by a timer set at app.mjs:6"), "{all}");
    let others = format!("{beside}timer set at app.mjs:7{inside}");
    assert!(all.contains(&others), "{all}");
    let one = without_measures(&report(&[0]).stdout);
    assert!(one.contains("kept by a timer set at app.mjs:7"), "{one}");
    assert!(!one.contains(beside), "{one}");
    assert!(one.contains(inside), "{one}");
    let two = without_measures(&report(&[0, 1]).stdout);
    assert!(
        two.contains("kept by a snapshot made at app.mjs:3"),
        "{two}"
    );
    assert!(!two.contains("keep these values, too"), "{two}");
    let none = report(&[0, 1, 2]).stdout;
    assert_eq!(
        none,
        "No capture holds a context: nothing is kept alive by one.\n"
    );
}

#[test]
fn variables_that_are_made_for_each_request_are_one_group() {
    for (options, name) in [("{ name: 'request' }", "request"), ("", "(unnamed)")] {
        let ended = why(
            &format!(
                "globalThis.kept = [];
                 function serve(id) {{
                     const request = new AsyncContext.Variable({options});
                     kept.push(request);
                     request.run({{ id }}, () => setTimeout(() => {{}}, 3_600_000));
                 }}
                 for (let id = 0; id < 30; id++) serve(id);"
            ),
            &["--after", "0"],
        );
        let first = format!("1. 30 values of 30 variables `{name}`, about SIZE");
        let kept = "kept by 30 timers, set at app.mjs:5, the oldest AGE ago";
        assert_eq!(groups(&ended), [&first, kept]);
    }
}

#[test]
fn code_without_a_file_is_named_so() {
    let ended = why(
        "const v = new AsyncContext.Variable({ name: 'v' });
         globalThis.v = v;
         globalThis.kept = [v.run({ by: 1 }, () => (0, eval)('new AsyncContext.Snapshot()')),
             v.run({ by: 2 }, new Function('return new AsyncContext.Snapshot()'))];",
        &[],
    );
    let text = &ended.stdout;
    assert_eq!(text.matches("made at (no file):").count(), 4, "{text}");
}

#[test]
fn a_huge_big_int_is_not_printed() {
    let ended = why(
        "const v = new AsyncContext.Variable({ name: 'v' });
         const big = 1n << 20_000_000n;
         globalThis.kept = [v, v.run(big, () => new AsyncContext.Snapshot()),
             v.run({ big, of: [big] }, () => new AsyncContext.Snapshot())];",
        &[],
    );
    let text = &ended.stdout;
    assert!(text.contains("value (BigInt of 20000001 bits)"), "{text}");
    assert!(
        text.starts_with("2 captures keep about 2.50 MB alive"),
        "{text}"
    );
}

#[test]
fn a_name_of_the_program_cannot_write_a_line() {
    let program = "const v = new AsyncContext.Variable({ name: 'v\\u202e\\u2028\\x1b[2J' });
        globalThis.kept = v.run(1, () => new AsyncContext.Snapshot());";
    let stdout = why(program, &[]).stdout;
    assert!(
        stdout.contains("1 value of variable `v   [2J`, about"),
        "{stdout:?}"
    );
    assert!(
        !stdout.contains(['\u{1b}', '\u{202e}', '\u{2028}']),
        "{stdout:?}"
    );
}
