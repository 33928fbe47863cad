//! The class `Database`: its statements, its transactions, and every way in which they may end.

mod ends;
mod processes;
mod statements;
mod support;
mod transactions;
mod workers;
