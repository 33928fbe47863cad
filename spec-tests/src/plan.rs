//! Making runs from tests.

use std::path::PathBuf;

use crate::{discover::TestFile, metadata::Metadata, mode::Mode, protocol::Request};

/// A test in a mode.
#[derive(Debug, Clone)]
pub struct Run {
    /// The test's name in reports.
    pub path: String,
    /// How it is run.
    pub mode: Mode,
    /// What to do for it.
    pub task: Task,
    /// Whether a failure is allowed, because the outcome is not deterministic.
    pub non_deterministic: bool,
}

/// What to do for a run.
#[derive(Debug, Clone)]
pub enum Task {
    /// Have a worker evaluate it.
    Evaluate(Box<Request>),
    /// Skip it, for this reason.
    Skip(String),
    /// Report a failure, because the file is broken in this way.
    Broken(String),
}

/// The runs of a suite, by path and mode.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How many test files there are.
    pub files: usize,
    /// The runs.
    pub runs: Vec<Run>,
}

/// Which tests are skipped.
#[derive(Debug, Clone, Default)]
pub struct Skips {
    /// Tests with one of these features are skipped.
    pub features: Vec<String>,
    /// Whether the engine has `Intl`; tests that need a locale are skipped otherwise.
    pub has_intl: bool,
}

impl Plan {
    /// Makes the runs for these tests.
    #[must_use]
    pub fn new(tests: &[TestFile], skips: &Skips) -> Self {
        let runs = tests.iter().flat_map(|test| runs_of(test, skips)).collect();
        Self {
            files: tests.len(),
            runs,
        }
    }
}

fn runs_of(test: &TestFile, skips: &Skips) -> Vec<Run> {
    let run = |mode, task, non_deterministic| Run {
        path: test.path.clone(),
        mode,
        task,
        non_deterministic,
    };
    let metadata = match &test.metadata {
        Ok(metadata) => metadata,
        Err(problem) => return vec![run(Mode::Raw, Task::Broken(problem.clone()), false)],
    };
    let skip = skip_reason(metadata, skips);
    Mode::of(metadata)
        .iter()
        .map(|&mode| {
            let task = match &skip {
                Some(reason) => Task::Skip(reason.clone()),
                None => Task::Evaluate(Box::new(request(&test.file, mode, metadata))),
            };
            run(mode, task, metadata.flags.non_deterministic)
        })
        .collect()
}

fn skip_reason(metadata: &Metadata, skips: &Skips) -> Option<String> {
    if let Some(feature) = skips
        .features
        .iter()
        .find(|f| metadata.features.contains(f))
    {
        return Some(format!("feature {feature} is skipped"));
    }
    if !metadata.locale.is_empty() && !skips.has_intl {
        let locales = metadata.locale.join(", ");
        return Some(format!(
            "needs the locale {locales}: this engine is built without Intl"
        ));
    }
    None
}

fn request(file: &std::path::Path, mode: Mode, metadata: &Metadata) -> Request {
    Request {
        file: PathBuf::from(file),
        mode,
        raw: metadata.flags.raw,
        is_async: metadata.flags.is_async,
        // As in a shell, the agent may block, unless the test needs one that may not.
        can_block: !metadata.flags.can_block_is_false,
        negative: metadata.negative.clone(),
        includes: metadata.includes.clone(),
    }
}
