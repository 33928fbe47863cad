//! How deeply a source text is nested, measured before the engine's parser sees it.
//!
//! The parser, the analyses of its tree and the compiler of the published engine go down the native stack with each level of a
//! text, and an overflow ends the process. So every text passes [`check_nesting`] first. One pass over its tokens finds an upper
//! bound for the stack that it needs, and a text that needs more than is left on this thread is refused.
//!
//! In exact mode the parser has a limit of its own, and only the chains are measured that it reads in a loop, such as `1+1+1`:
//! their trees are as deep for the compiler.

pub(crate) mod check;
mod costs;
mod frame;
#[cfg(not(exact_json))]
pub(crate) mod json;
#[cfg(not(exact_native_calls))]
pub(crate) mod natives;
#[cfg(not(exact_native_stack))]
pub(crate) mod proxies;
mod reading;
mod scan;
mod text;
mod words;
