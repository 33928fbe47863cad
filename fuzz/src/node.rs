//! Running programs on Node.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use boa_async_context_leak_lab::peers;

use crate::program::{
    node::Program,
    print::{PRELUDE, text},
};

const RUNNER: &str = include_str!("program/node.js");

/// A Node that runs programs.
#[derive(Debug)]
pub struct Node(PathBuf);

impl Node {
    /// The Node that the leak laboratory pins. It is installed once below `target/` with npm.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn find() -> Result<Self, String> {
        peers::node().map(Self).map_err(|error| error.to_string())
    }

    /// What each of the programs logs. Nothing tells of rejections that are not handled.
    ///
    /// # Errors
    ///
    /// What went wrong, if Node has not run all of them.
    pub fn run(&self, programs: &[&Program], limit: usize) -> Result<Vec<Vec<String>>, String> {
        let directory = tempfile::tempdir().map_err(|error| error.to_string())?;
        let write = |name: &str, text: &str| {
            let path = directory.path().join(name);
            fs::write(&path, text).map_err(|error| error.to_string())?;
            Ok::<_, String>(path)
        };
        let runner = write("runner.cjs", RUNNER)?;
        let list = write("programs.cjs", &list(programs, limit))?;
        let output = directory.path().join("output");
        self.start(&[&runner, &list, &output])?;
        let output = fs::read_to_string(&output).map_err(|error| error.to_string())?;
        let mut logs: Vec<Vec<String>> = Vec::new();
        for line in output.lines() {
            match (line.strip_prefix('#'), logs.last_mut()) {
                (Some(_), _) => logs.push(Vec::new()),
                (None, Some(log)) => log.push(line.to_owned()),
                (None, None) => return Err(output),
            }
        }
        if logs.len() == programs.len() {
            Ok(logs)
        } else {
            Err(format!(
                "Node ran {} of {} programs:\n{output}",
                logs.len(),
                programs.len()
            ))
        }
    }

    fn start(&self, arguments: &[&Path]) -> Result<(), String> {
        // It warns of promises that are handled late, as programs may.
        let mut node = Command::new(&self.0);
        let output = node.arg("--no-warnings").args(arguments).output();
        let output = output.map_err(|error| format!("{}: {error}", self.0.display()))?;
        if output.stderr.is_empty() && output.status.success() {
            return Ok(());
        }
        Err(format!(
            "{}: {}\n{}",
            self.0.display(),
            output.status,
            String::from_utf8_lossy(&output.stderr)
        ))
    }
}

/// A module with the programs.
fn list(programs: &[&Program], limit: usize) -> String {
    let prelude = PRELUDE.replace("LIMIT", &limit.to_string());
    let mut list = "module.exports = (AsyncContext, host) => [\n".to_owned();
    for program in programs {
        let _ = write!(
            list,
            "async () => {{\nconst {{ EventTarget, Event, AbortController, gc, made, madeAsync, queueMicrotask, setTimeout, \
             setInterval, clearTimeout, clearInterval, setReporter, idle }} = host();\n{prelude}\
             setReporter((error) => t(\"error\", error));\n{}\nawait idle();\nreturn log;\n}},\n",
            text(program)
        );
    }
    list.push_str("];\n");
    list
}
