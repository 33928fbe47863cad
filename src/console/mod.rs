//! `console`, and where its messages go.
//!
//! The [Console Standard](https://console.spec.whatwg.org/) whole, over [`inspect`](crate::inspect()). Messages go to a
//! [`ConsoleSink`]: the [`Terminal`] unless the host [sets another](crate::RuntimeBuilder::console_sink).
//! `docs/console.md` shows what programs and hosts get.

mod format;
mod methods;
mod namespace;
mod sink;
mod state;
mod table;
mod terminal;

pub(crate) use namespace::install;
pub use sink::{ConsoleLevel, ConsoleMessage, ConsoleSink};
pub use terminal::Terminal;
