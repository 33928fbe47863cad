//! `docs/propagation.md` has the rules that the code declares, and the test files that they name exist.

use std::path::Path;

use boa_async_context_web::propagation::rules;

const DOCUMENT: &str = include_str!("../../docs/propagation.md");

#[test]
fn the_document_has_the_rows_that_the_code_declares() {
    let documented: Vec<Vec<&str>> = DOCUMENT
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let declared: Vec<Vec<&str>> = rules()
        .map(|row| {
            let rule = row.rule.name();
            vec![row.api, row.action, row.event, rule, row.source, row.test]
        })
        .collect();
    assert_eq!(documented, declared);
}

#[test]
fn every_rule_names_a_test_file_that_exists_and_speaks_of_its_api() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/js");
    for row in rules() {
        let text = std::fs::read_to_string(root.join(row.test))
            .unwrap_or_else(|error| panic!("{}: {error}", row.test));
        assert!(
            text.contains(row.api),
            "{} never uses {}",
            row.test,
            row.api
        );
    }
}
