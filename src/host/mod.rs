//! Host variables: values of the host, carried in the same mapping as the program's variables.
//!
//! A host that serves requests sets its request id, its tracing span or its tenant's limits once,
//! around the call into JavaScript, and finds them again in every native function that the program
//! reaches from there — after any number of `await`s, timers and dynamic imports.
//!
//! ```
//! use boa_async_context::{Agent, HostVariable, Storage};
//!
//! let agent = Agent::new(Storage::Weak);
//! let request = HostVariable::<u32>::new();
//! let seen = request.run(&agent, 17, || {
//!     let host = agent.host_context(); // `Send`: take it into a spawned task
//!     std::thread::spawn({
//!         let request = request.clone();
//!         move || request.get_in(&host)
//!     })
//!     .join()
//!     .unwrap()
//! });
//! assert_eq!(seen.as_deref(), Some(&17));
//! assert_eq!(request.get(&agent), None);
//! ```

mod context;
mod js_variable;
mod scope;
mod variable;

pub use context::HostContext;
pub use js_variable::JsHostVariable;
pub use scope::HostScope;
pub use variable::HostVariable;
