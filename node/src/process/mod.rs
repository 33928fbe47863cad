//! `node:process`, as far as libraries look at it.
//!
//! | file | what |
//! |---|---|
//! | `module` | the exports, and the global `process` |
//! | `lent` | [`Process`]: what a host lends to programs |
//! | `state` | what a program has done to it: the exit code |
//! | `tick` | `nextTick` |
//! | `ending` | `exitCode`, `exit`, and the event `exit` |
//! | `emitter` | `on`, `once`, `off`, `emit` and the like |

mod emitter;
mod ending;
mod lent;
mod module;
mod state;
mod tick;

pub use ending::{emit_exit, exit_code, is_exiting};
pub use lent::Process;
pub use module::{define_global, exports};
