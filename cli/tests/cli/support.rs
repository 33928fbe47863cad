//! Helpers for the tests of all commands.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

/// A directory with files in it, for one test.
pub(crate) struct Project(PathBuf);

impl Project {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let root = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("run-{}-{number}", std::process::id()));
        fs::create_dir_all(&root).expect("a directory for the test");
        let project = Self(root.canonicalize().expect("it exists"));
        for (name, text) in files {
            project.write(name, text.as_bytes());
        }
        project
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("below the root")).expect("a directory");
        fs::write(path, bytes).expect("a file");
    }

    /// `boa-ac run`
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.boa_ac("run", arguments)
    }

    /// `boa-ac run` with a text as its standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Ended {
        let mut child = self
            .command("run", arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary was built");
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(input.as_bytes()).expect("it reads");
        drop(stdin);
        Ended::new(child.wait_with_output().expect("it ends"), &self.0)
    }

    /// `boa-ac wpt`
    pub(crate) fn wpt(&self, arguments: &[&str]) -> Ended {
        self.boa_ac("wpt", arguments)
    }

    /// `boa-ac leaks`
    pub(crate) fn leaks(&self, arguments: &[&str]) -> Ended {
        self.boa_ac("leaks", arguments)
    }

    /// `boa-ac leaks` where the programs on PATH and the peers that are installed are those of the project.
    pub(crate) fn leaks_with_own_peers(&self, arguments: &[&str]) -> Ended {
        let mut command = self.command("leaks", arguments);
        command
            .env("PATH", &self.0)
            .env("CARGO_TARGET_DIR", &self.0)
            .env("CARGO_BUILD_BUILD_DIR", &self.0);
        self.end(command)
    }

    /// `boa-ac test262`
    pub(crate) fn test262(&self, arguments: &[&str]) -> Ended {
        self.boa_ac("test262", arguments)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    fn boa_ac(&self, command: &str, arguments: &[&str]) -> Ended {
        self.end(self.command(command, arguments))
    }

    fn command(&self, command: &str, arguments: &[&str]) -> Command {
        let mut boa_ac = Command::new(env!("CARGO_BIN_EXE_boa-ac"));
        boa_ac.arg(command).args(arguments).current_dir(&self.0);
        boa_ac
    }

    fn end(&self, mut command: Command) -> Ended {
        Ended::new(command.output().expect("the binary was built"), &self.0)
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// How a run ended, with the project's directory written as `DIR`.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    pub(crate) fn new(output: Output, root: &Path) -> Self {
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .expect("UTF-8 output")
                .replace(&root.display().to_string(), "DIR")
        };
        Self {
            code: output.status.code().expect("not killed"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    #[track_caller]
    pub(crate) fn is(&self, code: i32, stdout: &str, stderr: &str) {
        assert_eq!(
            (self.code, self.stdout.as_str(), self.stderr.as_str()),
            (code, stdout, stderr)
        );
    }
}
