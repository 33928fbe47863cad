//! SQLite databases for JavaScript: a native resource that is closed in whatever way its program ends.
//!
//! | in JavaScript | |
//! |---|---|
//! | `await Database.open(path, { wait, timeout, grace }?)` | opens the file, which is created if it is not there. `wait`: how long a statement waits for its turn (5,000 ms); `timeout`: how long one may run; `grace`: how long one may go on when the database is being closed (1,000 ms) |
//! | `await db.exec(sql, parameters?)` | runs a statement, or several without parameters; returns how many rows have changed |
//! | `await db.query(sql, parameters?)` | returns an array with an object for each row |
//! | `await db.transaction(work)` | runs the async function `work` in a transaction; returns what it returns. If it throws, the transaction is rolled back |
//! | `await db.close()` | closes the database; an open transaction is rolled back |
//!
//! **A transaction follows its context.** Every statement that `work` makes is part of the transaction, directly, after an
//! `await`, in a timer, or in a library that was never given anything but `db`. Statements of other contexts wait until the
//! transaction has ended. A transaction in a transaction is a savepoint. A statement that a forgotten timer makes when the
//! transaction has ended is an error: it must not become part of something else.
//!
//! The context carries a [`HostVariable`](boa_async_context::HostVariable) with the transaction; each database has one of its
//! own. Statements run on threads for blocking work, in the order of the calls.
//!
//! **Every end is a rollback or a commit, never a half.** A transaction is a native resource as well: if its function never
//! ends and nothing refers to it any more, the collector finds it, and the cleanup queue rolls it back. The tests in
//! `tests/` go through all ends: closed, forgotten, shut down, dropped, killed.

mod class;
mod connection;
mod database;
mod error;
mod level;
mod transaction;
mod value;

pub use class::register;
pub use database::{Database, Options};
pub use error::SqlError;
pub use value::Rows;
