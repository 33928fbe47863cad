//! Why a statement has no result.

use std::time::Duration;

/// Why a statement has no result. In JavaScript it is an `Error` with this text.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SqlError {
    /// SQLite refused the statement. The source of its error only repeats it.
    #[error("{0}")]
    Sqlite(rusqlite::Error),
    /// The statement ran longer than the limit that [`Options`](crate::Options) sets.
    #[error("the statement was interrupted, because it took longer than {0:?}")]
    TimedOut(Duration),
    /// The database is being closed, and the statement went on running.
    #[error("the statement was interrupted, because the database is being closed")]
    Closing,
    /// Another transaction had the connection for so long.
    #[error(
        "the database was busy for {0:?}: does a transaction wait for a statement that is not part of it?"
    )]
    Busy(Duration),
    /// The statement was made in the context of a transaction that has ended.
    #[error(
        "the transaction of this statement has ended: await all work of a transaction in its function"
    )]
    Ended,
    /// SQLite ended the transaction by itself, or a statement did.
    #[error("the transaction was rolled back by an earlier statement")]
    RolledBack,
    /// A statement began a transaction by itself.
    #[error("a statement must not begin a transaction of its own: use `transaction()`")]
    OwnTransaction,
    /// The database is closed.
    #[error("the database is closed")]
    Closed,
    /// The statement panicked, or its runtime has ended.
    #[error("the statement was given up: {0}")]
    GivenUp(#[from] tokio::task::JoinError),
}

impl From<rusqlite::Error> for SqlError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}
