//! A host of plug-ins: it loads programs, each into a runtime of its own, and unloads them whole.
//!
//! ```js
//! // clock.mjs
//! export async function activate(host) {
//!     host.on("ask", (text, from) => host.send("answer", `it is late, ${from}`));
//!     setInterval(() => host.log("tick"), 1000);
//!     globalThis.lease = await Lease.take("the display");
//! }
//! export function deactivate() {}
//! ```
//!
//! - **A runtime for each.** A plug-in that throws, rejects, loops or never comes to rest harms no other, and one that is
//!   unloaded is freed with everything in it. (A realm for each would share the heap, the queue and the limits.)
//! - **The context says who it is.** Each hook and handler runs with the plug-in's identity in the context: the native functions
//!   of the host read [`PLUGIN`], scripts read `plugin.get()`, and neither is passed along by anyone.
//! - **Nothing stays open.** A `Lease` is a native resource. Unloading closes those that the plug-in has not given back, before
//!   it returns.
//!
//! The module itself runs in the empty context, as every module does; a plug-in begins to act in `activate`.

mod api;
mod error;
mod host;
mod identity;
mod plugin;

pub use error::PluginError;
pub use host::PluginHost;
pub use identity::{Handle, Identity, Message, PLUGIN};
pub use plugin::Unloaded;
