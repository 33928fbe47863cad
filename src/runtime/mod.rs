//! The facade: a context with AsyncContext, an event loop and the usual globals, ready to run programs.

mod builder;
mod error;
mod instance;
mod lent;
mod main_module;
mod program;
mod realms;
mod retainers;
mod settings;
mod shutdown;
mod timers;

pub use builder::RuntimeBuilder;
pub use error::Error;
pub use instance::Runtime;
pub use realms::RealmHandle;
pub use settings::RuntimeSettings;
pub use shutdown::ShutdownReport;
