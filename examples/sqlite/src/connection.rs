//! One connection of SQLite, used by threads that may block.

use std::{
    future::{Future, pending},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::InterruptHandle;
use tokio::{
    sync::watch,
    task::spawn_blocking,
    time::{sleep, timeout},
};

use crate::error::SqlError;

/// How often an interrupt is repeated: one that comes before the statement runs has no effect.
const REPEAT: Duration = Duration::from_millis(5);

/// A connection. Statements run on threads for blocking work, one at a time.
pub(crate) struct Connection {
    /// `None` when it is closed.
    sqlite: Arc<Mutex<Option<rusqlite::Connection>>>,
    interrupt: InterruptHandle,
    is_closing: watch::Sender<bool>,
}

impl Connection {
    /// Opens the file `path`, which is created if it is not there. Waits up to `wait` for locks of other processes.
    pub(crate) async fn open(path: String, wait: Duration) -> Result<Self, SqlError> {
        let open = move || {
            let connection = rusqlite::Connection::open(path)?;
            connection.busy_timeout(wait)?;
            Ok::<_, rusqlite::Error>(connection)
        };
        let connection = spawn_blocking(open).await??;
        Ok(Self {
            interrupt: connection.get_interrupt_handle(),
            sqlite: Arc::new(Mutex::new(Some(connection))),
            is_closing: watch::Sender::new(false),
        })
    }

    /// Runs `work` on a thread for blocking work. If `stop` ends first, the statement is interrupted, and the error is what
    /// `stop` has returned.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        stop: impl Future<Output = SqlError>,
        work: impl FnOnce(&mut rusqlite::Connection) -> Result<T, SqlError> + Send + 'static,
    ) -> Result<T, SqlError> {
        let sqlite = self.sqlite.clone();
        let mut running = spawn_blocking(move || match &mut *lock(&sqlite) {
            Some(connection) => work(connection),
            None => Err(SqlError::Closed),
        });
        let reason = tokio::select! {
            biased;
            result = &mut running => return result?,
            reason = stop => reason,
        };
        // The caller has the turn until this is over, so no other statement is interrupted.
        let result = loop {
            self.interrupt.interrupt();
            if let Ok(result) = timeout(REPEAT, &mut running).await {
                break result?;
            }
        };
        match result {
            Err(SqlError::Sqlite(error))
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) =>
            {
                Err(reason)
            }
            // It was done just then, or has failed by itself.
            result => result,
        }
    }

    /// Ready when it is closed or being closed. From then on nothing needs to wait for a turn: what was open is rolled back.
    pub(crate) async fn closing(&self) {
        // An error would mean that the sender is gone, and `self` has it.
        let _ = self
            .is_closing
            .subscribe()
            .wait_for(|closing| *closing)
            .await;
    }

    /// Closes the connection. What a transaction has not committed is rolled back.
    pub(crate) async fn close(&self) -> Result<(), SqlError> {
        self.is_closing.send_replace(true);
        let sqlite = self.sqlite.clone();
        let close = move || {
            let Some(connection) = lock(&sqlite).take() else {
                return Ok(());
            };
            roll_back(&connection)?;
            connection.close().map_err(|(_, error)| error)
        };
        Ok(spawn_blocking(close).await??)
    }
}

/// Rolls back the transaction that is open, if there is one.
pub(crate) fn roll_back(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    if connection.is_autocommit() {
        return Ok(());
    }
    connection.execute_batch("ROLLBACK")
}

/// Gives up waiting for a turn after `limit`, or when the database is being closed.
pub(crate) async fn give_up(limit: Duration, closing: impl Future<Output = ()>) -> SqlError {
    match timeout(limit, closing).await {
        Ok(()) => SqlError::Closed,
        Err(_) => SqlError::Busy(limit),
    }
}

/// A stop that never comes, for statements that must not be interrupted.
pub(crate) fn never() -> impl Future<Output = SqlError> {
    pending()
}

/// Stops a statement after `limit`, or when `closing` has ended and the statement has had `grace` since.
pub(crate) async fn stop(
    limit: Option<Duration>,
    closing: impl Future<Output = ()>,
    grace: Duration,
) -> SqlError {
    let time_is_over = async {
        match limit {
            Some(limit) => {
                sleep(limit).await;
                SqlError::TimedOut(limit)
            }
            None => pending().await,
        }
    };
    let is_closing = async {
        closing.await;
        sleep(grace).await;
        SqlError::Closing
    };
    tokio::select! {
        reason = time_is_over => reason,
        reason = is_closing => reason,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A statement that panics leaves the connection as it is; SQLite's own state is not Rust's.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
