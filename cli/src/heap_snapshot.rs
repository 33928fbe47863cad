//! `--heap-snapshot FILE`

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use boa_async_context::Retainers;
use clap::Args;

use crate::output::say;

#[derive(Debug, Args)]
pub(crate) struct HeapSnapshotOption {
    /// At the end, write what contexts keep alive to FILE, for a browser's developer tools or memlab
    ///
    /// FILE gets the graph of captures, mappings, variables and values, after a garbage collection, when the program
    /// ends by itself, fails, or is stopped by SIGTERM or SIGINT. The places that made the captures are recorded
    /// meanwhile, which makes each capture slower. docs/leaks.md has an example.
    #[arg(long, value_name = "FILE")]
    heap_snapshot: Option<PathBuf>,
}

/// A file for a heap snapshot that is made later.
pub(crate) struct HeapSnapshotFile {
    file: File,
    path: PathBuf,
}

impl HeapSnapshotOption {
    /// Creates the file, so that `program` does not run for nothing if it cannot be written. `None` if no file is
    /// wanted. Says why if it cannot be created.
    pub(crate) fn create(&self, program: &Path) -> Result<Option<HeapSnapshotFile>, ()> {
        let Some(path) = self.heap_snapshot.clone() else {
            return Ok(None);
        };
        let created = if is_same(&path, program) {
            Err(io::Error::other("this is the program"))
        } else {
            File::create(&path)
        };
        match created {
            Ok(file) => Ok(Some(HeapSnapshotFile { file, path })),
            Err(error) => {
                say(&format!(
                    "boa-ac: cannot write a heap snapshot to {}: {error}",
                    path.display()
                ));
                Err(())
            }
        }
    }
}

/// Whether both are one file that exists.
fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

impl HeapSnapshotFile {
    /// Writes the graph. Returns whether that worked; says why if not.
    pub(crate) fn write(self, retainers: &Retainers) -> bool {
        let written = retainers.write_heap_snapshot(self.file);
        if let Err(error) = &written {
            say(&format!(
                "boa-ac: the heap snapshot in {} is not complete: {error}",
                self.path.display()
            ));
        }
        written.is_ok()
    }
}
