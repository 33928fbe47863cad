//! The machine that an experiment runs on.

use std::{env, fs, thread};

use serde::Serialize;

/// The machine and the build, as a report names them.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Machine {
    /// The operating system and the instruction set.
    pub system: String,
    /// The name of the processor, where the system tells it.
    pub processor: Option<String>,
    /// How many threads run at a time.
    pub threads: Option<usize>,
    /// The bytes of memory, where the system tells them.
    pub memory: Option<u64>,
    /// Whether this program was built with debug assertions, so that its times say little.
    pub is_debug_build: bool,
}

impl Machine {
    /// This machine. Reads some files of `/proc` where there are any.
    #[must_use]
    pub fn this() -> Self {
        let processor = field("/proc/cpuinfo", "model name");
        let memory = field("/proc/meminfo", "MemTotal").and_then(|text| {
            let kibibytes: u64 = text.strip_suffix("kB")?.trim().parse().ok()?;
            kibibytes.checked_mul(1_024)
        });
        Self {
            system: format!("{} {}", env::consts::OS, env::consts::ARCH),
            processor,
            threads: thread::available_parallelism().ok().map(Into::into),
            memory,
            is_debug_build: cfg!(debug_assertions),
        }
    }
}

/// The value of a line `name : value` in a file.
fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let (_, value) = text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then_some((key, value))
    })?;
    Some(value.trim().to_owned())
}
