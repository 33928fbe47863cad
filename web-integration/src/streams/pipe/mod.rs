//! `pipeTo` and `pipeThrough`.
//!
//! <https://streams.spec.whatwg.org/#readable-stream-pipe-to>
//!
//! The whole pipe runs in the mapping of the call of `pipeTo`, whatever provides the chunks. Only the actions that its
//! signal asks for run in the mapping in which the signal is aborted.

mod options;
mod pipe_to;
mod shutdown;
mod state;

pub(super) use self::{options::PipeOptions, pipe_to::pipe_to};
