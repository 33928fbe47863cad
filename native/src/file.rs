//! A temporary file that exists as long as JavaScript holds it.

use std::{
    future::Future,
    io::{self, SeekFrom},
    path::Path,
    sync::Arc,
};

use boa_async_context::{
    Runtime,
    cleanup::{CleanupError, NativeResource, ResourceClasses},
};
use boa_engine::{JsArgs, JsNativeError, JsResult};
use tempfile::TempPath;
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt},
    sync::Mutex,
    task::spawn_blocking,
};

use crate::{
    arguments::text,
    turn::{during, turn},
};

/// The prefix of the names of files that are opened without one.
const DEFAULT_PREFIX: &str = "boa-";

/// A new file in the temporary directory. In JavaScript:
///
/// | | |
/// |---|---|
/// | `await TemporaryFile.open(prefix?)` | creates one, whose name begins with the prefix |
/// | `await file.write(text)` | appends; returns how many bytes |
/// | `await file.read()` | returns the whole text |
/// | `await file.path()` | returns its path |
/// | `await file.close()` | removes it |
///
/// Operations may overlap. Each is atomic, and they happen in the order of the calls.
#[derive(Debug)]
pub struct TemporaryFile {
    /// The path. Dropping it removes the file, if it was not closed, as when a runtime is dropped.
    path: TempPath,
    /// The open file. The lock makes seeking and the access that follows one atomic step.
    file: Arc<Mutex<File>>,
}

impl TemporaryFile {
    /// Creates an empty file whose name begins with `prefix` and which only its owner may read.
    ///
    /// # Errors
    ///
    /// If the file cannot be created.
    pub async fn open(prefix: String) -> io::Result<Self> {
        let create = move || tempfile::Builder::new().prefix(&prefix).tempfile();
        let (file, path) = spawn_blocking(create).await??.into_parts();
        Ok(Self {
            path,
            file: Arc::new(Mutex::new(File::from_std(file))),
        })
    }

    /// Appends, after the operations that were called before. Returns how many bytes were written.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn write(&self, text: String) -> impl Future<Output = io::Result<usize>> + Send + use<> {
        let file = turn(&self.file);
        async move {
            let mut file = file.await;
            file.seek(SeekFrom::End(0)).await?;
            file.write_all(text.as_bytes()).await?;
            // Without this the write may still be in progress, and another operation would get its error.
            file.flush().await?;
            Ok(text.len())
        }
    }

    /// Reads the whole file, after the operations that were called before.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or if it is not UTF-8 because another program wrote to it.
    pub fn read(&self) -> impl Future<Output = io::Result<String>> + Send + use<> {
        let file = turn(&self.file);
        async move {
            let mut file = file.await;
            file.rewind().await?;
            let mut text = String::new();
            file.read_to_string(&mut text).await?;
            Ok(text)
        }
    }

    /// The path of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl NativeResource for TemporaryFile {
    const NAME: &'static str = "TemporaryFile";

    fn label(&self) -> String {
        self.path.display().to_string()
    }

    async fn close(self) -> Result<(), CleanupError> {
        // From here on the file is removed by the call below, asynchronously and with its error reported.
        let path = self.path.keep()?;
        drop(self.file);
        Ok(tokio::fs::remove_file(path).await?)
    }
}

/// Defines the class `TemporaryFile`.
///
/// # Errors
///
/// If the cleanup runtime cannot be started, or the global object refuses the class.
pub fn register(runtime: &mut Runtime) -> JsResult<()> {
    let resources = runtime.resources().clone();
    resources
        .class::<TemporaryFile>()
        .open("open", 0, |args, context| {
            let prefix = if args.get_or_undefined(0).is_undefined() {
                DEFAULT_PREFIX.to_owned()
            } else {
                text(args, 0, "prefix", context)?
            };
            // A path could lead out of the temporary directory.
            if prefix.contains(['/', '\\', '\0']) {
                let message = "a prefix must not contain path separators";
                return Err(JsNativeError::range().with_message(message).into());
            }
            Ok(TemporaryFile::open(prefix))
        })
        .operation("write", 1, |file, args, context| {
            let written = file.write(text(args, 0, "text", context)?);
            Ok(during(file, written))
        })
        .operation("read", 0, |file, _, _| {
            let text = file.read();
            Ok(during(file, text))
        })
        .operation("path", 0, |file, _, _| {
            Ok(async move { Ok::<_, CleanupError>(file.label()) })
        })
        .register(&mut runtime.context_mut())
}
