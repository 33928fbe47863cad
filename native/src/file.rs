//! A file that is there for as long as JavaScript holds it.

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

/// How the names of files begin that were opened without a prefix.
const DEFAULT_PREFIX: &str = "boa-";

/// A fresh file in the temporary directory. In JavaScript:
///
/// | | |
/// |---|---|
/// | `await TemporaryFile.open(prefix?)` | creates one, whose name begins so |
/// | `await file.write(text)` | appends; how many bytes that were |
/// | `await file.read()` | all of it |
/// | `await file.path()` | where it is |
/// | `await file.close()` | removes it |
///
/// Operations may overlap: each happens as a whole, in the order of the calls.
#[derive(Debug)]
pub struct TemporaryFile {
    /// Removes the file also if nobody comes to close it, as when a runtime is dropped.
    path: TempPath,
    /// The lock makes a whole of seeking and what follows.
    file: Arc<Mutex<File>>,
}

impl TemporaryFile {
    /// Creates an empty file whose name begins with `prefix`, which only its owner may read.
    ///
    /// # Errors
    ///
    /// If the operating system does not let it be created.
    pub async fn open(prefix: String) -> io::Result<Self> {
        let create = move || tempfile::Builder::new().prefix(&prefix).tempfile();
        let (file, path) = spawn_blocking(create).await??.into_parts();
        Ok(Self {
            path,
            file: Arc::new(Mutex::new(File::from_std(file))),
        })
    }

    /// Appends, after what was called before, and returns how many bytes that were.
    ///
    /// # Errors
    ///
    /// Of the operating system.
    pub fn write(&self, text: String) -> impl Future<Output = io::Result<usize>> + Send + use<> {
        let file = turn(&self.file);
        async move {
            let mut file = file.await;
            file.seek(SeekFrom::End(0)).await?;
            file.write_all(text.as_bytes()).await?;
            // Without it the write may still be under way, and its error would be another operation's.
            file.flush().await?;
            Ok(text.len())
        }
    }

    /// All that is in the file, after what was called before.
    ///
    /// # Errors
    ///
    /// Of the operating system, and if somebody else has written what is not UTF-8.
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

    /// Where it is.
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
        // From here on we remove it, asynchronously, and tell if that fails.
        let path = self.path.keep()?;
        drop(self.file);
        Ok(tokio::fs::remove_file(path).await?)
    }
}

/// Defines the class `TemporaryFile`.
///
/// # Errors
///
/// If the cleanup runtime can not be started, or the global object refuses the class.
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
            // A path would let it out of the temporary directory.
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
        .register(runtime.context())
}
