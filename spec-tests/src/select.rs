//! Selecting tests of a suite.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::{discover::TestFile, error::Error};

/// Which tests of a suite are run; all by default.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Globs over paths. If there are any, a test must match one of them. See [`Selection::apply`].
    pub filters: Vec<String>,
    /// Features. If there are any, a test must have one of them.
    pub features: Vec<String>,
}

impl Selection {
    /// Whether all tests are selected.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.filters.is_empty() && self.features.is_empty()
    }

    /// Removes the tests that are not selected.
    ///
    /// A glob is matched against the whole path (`test/built-ins/...`) and against the path below
    /// `test/`. `*` and `?` match within a directory, `**` across directories. The name of a directory means
    /// everything below it. A test without readable front matter is kept whatever the features, since it
    /// might have them.
    ///
    /// # Errors
    ///
    /// If a glob is malformed, or no test matches a glob or has a feature: then it is most likely mistyped.
    pub fn apply(&self, tests: &mut Vec<TestFile>) -> Result<(), Error> {
        for filter in &self.filters {
            let globs = globs(std::slice::from_ref(filter))?;
            if !tests.iter().any(|test| matches(&globs, test)) {
                return Err(Error::Selection(format!(
                    "no test matches --filter '{filter}'; it is a glob over paths such as '{}'",
                    tests.first().map_or("test/a.js", |test| &test.path)
                )));
            }
        }
        known_features(&self.features, "--feature", tests)?;
        let globs = globs(&self.filters)?;
        tests.retain(|test| {
            (self.filters.is_empty() || matches(&globs, test))
                && (self.features.is_empty()
                    || test.metadata.as_ref().map_or(true, |metadata| {
                        self.features.iter().any(|f| metadata.features.contains(f))
                    }))
        });
        if tests.is_empty() {
            return Err(Error::Selection(
                "no test matches --filter and --feature together".into(),
            ));
        }
        Ok(())
    }
}

/// Checks that every feature occurs in some test.
///
/// # Errors
///
/// If one does not; the error names the first.
pub fn known_features(features: &[String], flag: &str, tests: &[TestFile]) -> Result<(), Error> {
    for feature in features {
        let has = |test: &TestFile| {
            let metadata = test.metadata.as_ref();
            metadata.is_ok_and(|metadata| metadata.features.contains(feature))
        };
        if !tests.iter().any(has) {
            return Err(Error::Selection(format!(
                "no test has the feature '{feature}' of {flag}; features are listed in a test's \
                 front matter"
            )));
        }
    }
    Ok(())
}

fn matches(globs: &GlobSet, test: &TestFile) -> bool {
    let below = test.path.strip_prefix("test/").unwrap_or(&test.path);
    globs.is_match(&test.path) || globs.is_match(below)
}

fn globs(filters: &[String]) -> Result<GlobSet, Error> {
    let mut set = GlobSetBuilder::new();
    for filter in filters {
        let trimmed = filter.trim_start_matches("./").trim_end_matches('/');
        set.add(glob(trimmed)?);
        set.add(glob(&format!("{trimmed}/**"))?);
    }
    set.build()
        .map_err(|error| Error::Selection(format!("--filter: {error}")))
}

fn glob(pattern: &str) -> Result<Glob, Error> {
    GlobBuilder::new(pattern)
        .literal_separator(true)
        .build()
        .map_err(|error| {
            Error::Selection(format!(
                "--filter '{pattern}' is not a glob: {}",
                error.kind()
            ))
        })
}
