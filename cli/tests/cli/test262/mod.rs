//! `boa-ac test262`

mod choice;
mod deliberate;
mod known;
mod robust;
mod strength;
mod usage;

use std::{
    fs,
    io::{BufRead, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use boa_async_context_test262::{
    Embedding, Mode, Outcome, Report, Status, expect::Expectations, own_suite, pool,
};

use crate::support::{Ended, Project};

const PASSES: &str = "/*---\ndescription: d\n---*/\nassert(true);\n";
const FAILS: &str = "/*---\ndescription: d\n---*/\nassert(false, 'why');\n";
const RAW: &str = "/*---\nflags: [raw]\n---*/\n";
const RAW_FAILS: &str = "/*---\nflags: [raw]\n---*/\nthrow new Error('why');\n";

impl Project {
    /// Runs the tests in `test/` here.
    fn suite(&self, arguments: &[&str]) -> Ended {
        self.test262(&[&["--suite", "test"], arguments].concat())
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("the file was written")
    }

    fn report(&self, name: &str) -> Report {
        Report::read(&self.path().join(name)).expect("a report")
    }
}

fn last_line(ended: &Ended) -> &str {
    let line = ended
        .stdout
        .lines()
        .rfind(|line| line.contains("discovered"));
    line.expect("the sum is printed")
        .split_once("; ")
        .expect("files, then runs")
        .1
}
