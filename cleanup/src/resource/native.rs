//! What a resource is.

use std::future::Future;

use crate::error::CleanupError;

/// A value that is used asynchronously and must be closed asynchronously: a file, a socket, an object in
/// another process.
///
/// ```
/// use async_cleanup::{CleanupError, NativeResource};
///
/// struct Scratch(std::path::PathBuf);
///
/// impl NativeResource for Scratch {
///     const NAME: &'static str = "Scratch";
///
///     fn label(&self) -> String {
///         self.0.display().to_string()
///     }
///
///     async fn close(self) -> Result<(), CleanupError> {
///         Ok(tokio::fs::remove_file(self.0).await?)
///     }
/// }
/// ```
pub trait NativeResource: Send + Sync + Sized + 'static {
    /// The name of its kind, for reports; in a language binding, of the class.
    const NAME: &'static str;

    /// Which one of its kind it is, for reports: a path, an address.
    fn label(&self) -> String {
        String::new()
    }

    /// Closes it. Runs on the cleanup runtime, at most once, when no operation is running and none can start.
    /// A panic is an error of this resource alone.
    fn close(self) -> impl Future<Output = Result<(), CleanupError>> + Send;
}
