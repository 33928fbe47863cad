//! From tests to runs.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::{discover::TestFile, metadata::Metadata, protocol::Request};

/// How a test is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// As a script in sloppy mode.
    Sloppy,
    /// As a script in strict mode.
    Strict,
    /// As a module.
    Module,
    /// As it is, without the harness. Files without readable front matter are listed so, too.
    Raw,
}

impl Mode {
    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sloppy => "sloppy",
            Self::Strict => "strict",
            Self::Module => "module",
            Self::Raw => "raw",
        }
    }

    /// The mode of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Sloppy, Self::Strict, Self::Module, Self::Raw]
            .into_iter()
            .find(|mode| mode.name() == name)
    }

    /// The modes that test262's rules ask for.
    fn of(metadata: &Metadata) -> &'static [Self] {
        let flags = &metadata.flags;
        match () {
            () if flags.module => &[Self::Module],
            () if flags.raw => &[Self::Raw],
            () if flags.only_strict => &[Self::Strict],
            () if flags.no_strict => &[Self::Sloppy],
            () => &[Self::Sloppy, Self::Strict],
        }
    }
}

impl std::fmt::Display for Mode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A test in a mode.
#[derive(Debug, Clone)]
pub struct Run {
    /// The test's name in reports.
    pub path: String,
    /// How it is run.
    pub mode: Mode,
    /// What to do.
    pub task: Task,
    /// A failure says nothing.
    pub non_deterministic: bool,
}

/// What to do for a run.
#[derive(Debug, Clone)]
pub enum Task {
    /// Have a worker evaluate it.
    Evaluate(Box<Request>),
    /// Nothing, for this reason: it is skipped.
    Skip(String),
    /// Nothing: the file is broken, which is a failure.
    Broken(String),
}

/// The runs of a suite, by path and mode.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How many files they come from.
    pub files: usize,
    /// The runs.
    pub runs: Vec<Run>,
}

/// What the host can not do or the user does not want.
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
        // Like a shell's, our agent may block unless a test wants one that may not.
        can_block: !metadata.flags.can_block_is_false,
        negative: metadata.negative.clone(),
        includes: metadata.includes.clone(),
    }
}
