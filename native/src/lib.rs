//! Native resources for JavaScript, built on [`boa_async_context::cleanup`]. Each is a Rust type with an
//! asynchronous end and a JS class with asynchronous methods. `boa-ac run --resources` offers the first two to
//! programs.
//!
//! | JS class | what it is | when it is closed or collected |
//! |---|---|---|
//! | [`TemporaryFile`](file::TemporaryFile) | a new file in the temporary directory | the file is removed |
//! | [`TcpConnection`](tcp::TcpConnection) | a TCP connection | everything written is sent, then the other side sees the end |
#![cfg_attr(
    feature = "browser",
    doc = "| [`Browser`](browser::Browser) | a headless Chromium | it ends, and its profile is removed |"
)]
#![cfg_attr(
    feature = "browser",
    doc = "| [`Page`](browser::Page) | a page in it | the page is closed |"
)]
#![cfg_attr(
    feature = "browser",
    doc = "| [`RemoteObject`](browser::RemoteObject) | an object in a page | the browser may collect it; released in batches |"
)]
//!
//! The classes of the browser need the feature `browser`, and an installed Chromium when they are used.
//!
//! ```
//! use boa_async_context::Runtime;
//!
//! let mut runtime = Runtime::builder().build()?;
//! boa_async_context_native::register_all(&mut runtime)?;
//! runtime.eval(
//!     "(async () => {
//!          const file = await TemporaryFile.open('notes-');
//!          await file.write('hello');
//!          globalThis.text = await file.read();
//!          await file.close();
//!      })()",
//! )?;
//! runtime.run_until_idle_blocking()?;
//! assert_eq!(runtime.eval("text")?.display().to_string(), "\"hello\"");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![deny(missing_docs, unsafe_code)]

mod arguments;
#[cfg(feature = "browser")]
pub mod browser;
pub mod file;
pub mod tcp;
mod turn;

use boa_async_context::Runtime;
use boa_engine::JsResult;

/// Defines the classes that only need the operating system: `TemporaryFile` and `TcpConnection`.
///
/// # Errors
///
/// If the cleanup runtime cannot be started, or the global object refuses a class.
pub fn register_all(runtime: &mut Runtime) -> JsResult<()> {
    file::register(runtime)?;
    tcp::register(runtime)
}
