//! Programs: what they consist of, their text, how they are made and made smaller.

pub mod forms;
pub mod generate;
pub mod node;
pub mod print;
pub mod shrink;
