//! Which test covers which sentence of the specification.
//!
//! `sentences.md` lists the sentences by clause. A test covers the sentences of its `esid` that its `info` quotes
//! word for word.

use std::{collections::BTreeSet, fmt::Write as _, path::Path};

use crate::{discover::Suite, error::Error, metadata::Metadata};

/// A clause and its sentences.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Clause {
    /// The `esid`.
    pub esid: String,
    /// The title.
    pub title: String,
    /// The sentences.
    pub sentences: Vec<Sentence>,
}

/// A normative sentence.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// The Rust test or JS file that shows it, if a test in test262 format cannot.
    pub shown_by: Option<String>,
    /// The tests that cover it.
    pub tests: Vec<String>,
}

/// The sentences with their tests.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Coverage {
    /// The clauses, in the order of `sentences.md`.
    pub clauses: Vec<Clause>,
    /// The problems: a sentence without a test, a test without a sentence.
    pub problems: Vec<String>,
}

const SHOWN_BY: &str = " Shown by ";

impl Coverage {
    /// Reads the sentences in a file and finds the tests of a suite that cover them.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or is not a list of sentences by clause.
    pub fn of(sentences: &Path, suite: &Suite) -> Result<Self, Error> {
        let text =
            std::fs::read_to_string(sentences).map_err(|error| Error::io(sentences, &error))?;
        let mut coverage = Self {
            clauses: clauses(sentences, &text)?,
            problems: Vec::new(),
        };
        for test in &suite.tests {
            match &test.metadata {
                Ok(metadata) => coverage.add(&test.path, metadata),
                Err(problem) => coverage.problems.push(format!("{}: {problem}", test.path)),
            }
        }
        for clause in &coverage.clauses {
            for sentence in &clause.sentences {
                if sentence.tests.is_empty() && sentence.shown_by.is_none() {
                    let problem = format!("{}: no test covers: {}", clause.esid, sentence.text);
                    coverage.problems.push(problem);
                }
            }
        }
        Ok(coverage)
    }

    fn add(&mut self, path: &str, metadata: &Metadata) {
        for (field, is_missing) in [
            ("esid", metadata.esid.is_none()),
            ("description", metadata.description.is_none()),
            ("info", metadata.info.is_none()),
        ] {
            if is_missing {
                self.problems.push(format!("{path}: has no {field}"));
            }
        }
        let info = words(metadata.info.as_deref().unwrap_or_default());
        let esid = metadata.esid.as_deref().unwrap_or_default();
        let Some(clause) = self.clauses.iter_mut().find(|clause| clause.esid == esid) else {
            self.problems
                .push(format!("{path}: the esid '{esid}' is not in sentences.md"));
            return;
        };
        let mut covers = false;
        for sentence in &mut clause.sentences {
            if info.contains(&words(&sentence.text)) {
                sentence.tests.push(path.to_owned());
                covers = true;
            }
        }
        if !covers {
            self.problems
                .push(format!("{path}: its info has no sentence of {esid}"));
        }
    }

    /// The text of `docs/coverage.md`.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let sentences = self.clauses.iter().flat_map(|clause| &clause.sentences);
        let (mut count, mut elsewhere) = (0, 0);
        let mut tests = BTreeSet::new();
        for sentence in sentences {
            count += 1;
            elsewhere += usize::from(sentence.tests.is_empty());
            tests.extend(&sentence.tests);
        }
        let mut text = format!(
            "# What the suite covers\n\n\
             Made from the `esid` and `info` of the tests by \
             `UPDATE_COVERAGE=1 cargo test -p boa_async_context_test262 --test coverage`; a test \
             checks that it is true. Paths are below `spec-tests/`.\n\n\
             {count} sentences, {} test files; {elsewhere} of the sentences cannot be observed in \
             test262 format.\n",
            tests.len()
        );
        for clause in &self.clauses {
            let _ = write!(text, "\n## {}\n`{}`\n\n", clause.title, clause.esid);
            for sentence in &clause.sentences {
                let _ = writeln!(text, "- {}", sentence.text);
                for test in &sentence.tests {
                    let _ = writeln!(text, "  - [{test}](../spec-tests/{test})");
                }
                if let Some(shown_by) = &sentence.shown_by {
                    let _ = writeln!(text, "  - shown by {shown_by}");
                }
            }
        }
        text
    }
}

fn clauses(path: &Path, text: &str) -> Result<Vec<Clause>, Error> {
    let mut clauses: Vec<Clause> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let error = |problem: &str| Error::Line {
            path: path.to_owned(),
            line: index + 1,
            problem: problem.to_owned(),
        };
        if let Some(esid) = line.strip_prefix("## ") {
            clauses.push(Clause {
                esid: esid.trim().to_owned(),
                title: String::new(),
                sentences: Vec::new(),
            });
        } else if let Some(sentence) = line.strip_prefix("- ") {
            let clause = clauses
                .last_mut()
                .ok_or_else(|| error("a sentence before the first '## esid'"))?;
            let (text, shown_by) = match sentence.split_once(SHOWN_BY) {
                Some((text, shown_by)) => (text, Some(shown_by.to_owned())),
                None => (sentence, None),
            };
            clause.sentences.push(Sentence {
                text: text.to_owned(),
                shown_by,
                tests: Vec::new(),
            });
        } else if let Some(clause) = clauses.last_mut()
            && !line.trim().is_empty()
        {
            if !clause.title.is_empty() {
                return Err(error("expected one title, then sentences ('- ...')"));
            }
            line.trim().clone_into(&mut clause.title);
        }
    }
    Ok(clauses)
}

/// The text with single spaces between words, so that the wrapping of lines does not matter.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
