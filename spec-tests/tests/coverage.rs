//! `docs/coverage.md` agrees with `sentences.md` and the tests.

use std::{fs, path::Path};

use boa_async_context_test262::{Suite, coverage::Coverage, own_suite};

fn coverage() -> Coverage {
    let suite = Suite::discover(&own_suite()).expect("our suite is there");
    Coverage::of(&own_suite().join("sentences.md"), &suite).expect("sentences.md is well-formed")
}

#[test]
fn every_sentence_has_a_test_and_every_test_a_sentence() {
    let problems = coverage().problems;
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn what_shows_a_sentence_elsewhere_exists() {
    let clauses = coverage().clauses;
    let sentences = clauses.iter().flat_map(|clause| &clause.sentences);
    for shown_by in sentences.filter_map(|sentence| sentence.shown_by.as_ref()) {
        let path = shown_by.trim_matches(['`', '.']);
        let path = path.strip_suffix('`').unwrap_or(path);
        let exists = own_suite().join("..").join(path).exists();
        assert!(exists, "sentences.md names {path}, which does not exist");
    }
}

#[test]
fn the_document_is_up_to_date() {
    let path = own_suite().join("../docs/coverage.md");
    let expected = coverage().to_markdown();
    if std::env::var_os("UPDATE_COVERAGE").is_some() {
        fs::write(&path, &expected).expect("docs/ can be written");
    }
    let actual = fs::read_to_string(Path::new(&path)).unwrap_or_default();
    assert!(
        actual == expected,
        "docs/coverage.md is out of date; run \
         `UPDATE_COVERAGE=1 cargo test -p boa_async_context_test262 --test coverage`"
    );
}
