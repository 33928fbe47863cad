//! Front matter as it should be, as it is, and at random.

#[path = "../../../tests/support/random_input.rs"]
mod random_input;

use super::*;

fn read(yaml: &str) -> Result<Metadata, String> {
    Metadata::read(&format!("// text\n/*---\n{yaml}\n---*/\n"))
}

#[test]
fn reads_what_the_crate_refuses() {
    let metadata = read("esid: 15.2\nincludes: a.js\nflags: [onlyStrict, async]\nlocale:").unwrap();
    assert_eq!(metadata.esid.as_deref(), Some("15.2"));
    assert_eq!(metadata.includes, ["a.js"]);
    assert!(metadata.flags.only_strict && metadata.flags.is_async && !metadata.flags.raw);
    assert!(metadata.locale.is_empty());
}

#[test]
fn reads_any_line_ending() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["/*---", "description: d", "info: |", "  a", "  b", "---*/"].join(end);
        let metadata = Metadata::read(&text).unwrap();
        assert_eq!(metadata.info.as_deref(), Some("a\nb\n"), "{end:?}");
    }
}

#[test]
fn a_closing_mark_before_the_opening_one_is_passed_over() {
    let metadata = Metadata::read("// ---*/\n/*---\nesid: x\n---*/").unwrap();
    assert_eq!(metadata.esid.as_deref(), Some("x"));
}

#[test]
fn may_be_empty() {
    assert_eq!(read("").unwrap(), Metadata::default());
}

#[test]
fn negative() {
    let metadata = read("negative:\n  phase: early\n  type: SyntaxError").unwrap();
    let expected = Negative {
        phase: Phase::Parse,
        error: "SyntaxError".into(),
    };
    assert_eq!(metadata.negative, Some(expected));
}

#[test]
fn says_what_is_wrong() {
    for (yaml, problem) in [
        ("flags: [fast]", "unknown flag 'fast'"),
        (
            "flags: [onlyStrict, noStrict]",
            "flags onlyStrict and noStrict exclude each other",
        ),
        (
            "flags: [module, noStrict]",
            "flags module and noStrict exclude each other",
        ),
        (
            "flags: [raw, async]",
            "flags raw and async exclude each other",
        ),
        ("flag: [async]", "has a key 'flag'; is 'flags' meant?"),
        ("Flags: [async]", "has a key 'Flags'; is 'flags' meant?"),
        ("negative:", "negative without a phase"),
        ("negative: ~", "negative without a phase"),
        (
            "negative:\nphase: parse\ntype: Error",
            "negative without a phase",
        ),
        (
            "negative: {phase: parse, type: ''}",
            "negative without a type",
        ),
        (
            "a: b\n---\nflags: [async]",
            "is more than one YAML document ('---' or '...')",
        ),
        (
            "flags: [raw]\nincludes: [a.js]",
            "a raw test cannot have includes",
        ),
        (
            "negative: {phase: late, type: Error}",
            "unknown phase 'late' in negative",
        ),
        ("negative: {type: Error}", "negative without a phase"),
        ("negative: {phase: parse}", "negative without a type"),
        ("includes: {a: b}", "'includes' is not a list of names"),
        ("- a", "is not a YAML mapping (key: value)"),
    ] {
        assert_eq!(read(yaml).unwrap_err(), problem, "{yaml}");
    }
    assert_eq!(Metadata::read("x").unwrap_err(), "has no '/*---'");
    assert_eq!(
        Metadata::read("/*---").unwrap_err(),
        "has no closing '---*/'"
    );
}

const PIECES: &[&str] = &[
    "esid: ",
    "description: ",
    "info: |\n",
    "flags: [",
    "flags:\n",
    "onlyStrict",
    "noStrict",
    "async",
    "raw",
    "module",
    "includes: ",
    "assert.js",
    "features: [",
    "negative:\n",
    "  phase: parse\n",
    "  type: SyntaxError\n",
    "locale: ",
    "]",
    ", ",
    "\n",
    "\n  ",
    "- ",
    "&a ",
    "*a",
    "? ",
    "!!str ",
    "<<: ",
    "> ",
    "---\n",
    "...\n",
    "/*---",
    "---*/",
];

#[test]
fn random_front_matter_is_read_or_refused() {
    random_input::each(|input| {
        let text = format!("/*---\n{}\n---*/", input.text(PIECES, 25));
        match Metadata::read(&text) {
            // What excludes each other is never read together.
            Ok(metadata) => {
                let flags = &metadata.flags;
                assert!(!(flags.only_strict && flags.no_strict), "{text}");
                assert!(
                    !(flags.raw && (flags.is_async || !metadata.includes.is_empty())),
                    "{text}"
                );
            }
            Err(problem) => assert!(!problem.is_empty(), "{text}"),
        }
        // Without the marks there is none.
        let bare = text.replace("/*---", "").replace("---*/", "");
        assert!(Metadata::read(&bare).is_err());
    });
}

#[test]
fn front_matter_that_nests_without_end_is_refused() {
    for piece in ["[", "{a: ", "- ", "? ", "[a, ", "- ? "] {
        let nested = piece.repeat(50_000);
        assert!(read(&format!("{nested}x")).is_err(), "{piece}");
        assert!(read(&format!("info:\n  {nested}x")).is_err(), "{piece}");
    }
    let told = read(&format!("{}x", "- ".repeat(200))).unwrap_err();
    assert_eq!(told, "has more than 100 lists and mappings in each other");
    assert!(read(&format!("info: {}{}", "[".repeat(90), "]".repeat(90))).is_ok());
    // An alias for an alias for ... a list.
    let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let before = format!("*a{}", n - 1);
        laughs.push_str(&format!(
            "a{n}: &a{n} [{}]\n",
            [before.as_str(); 10].join(", ")
        ));
    }
    assert!(read(&laughs).is_err());
}
