//! The levels of transactions: outside of all, in a transaction, in a savepoint of it.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Waker},
};

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

use crate::{
    connection::{Connection, never, roll_back},
    error::SqlError,
};

/// How a transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Commit,
    RollBack,
}

/// Where statements take turns: each level has one statement, or one level within it, at a time.
pub(crate) struct Level {
    connection: Arc<Connection>,
    /// 0 outside of all transactions, 1 in a transaction, more in savepoints.
    depth: usize,
    /// The right to use the connection at this level. Closed at the end of the level.
    turns: Arc<Semaphore>,
    /// The turn of this level in the one outside, until it has ended.
    turn: Mutex<Option<OwnedSemaphorePermit>>,
    outer: Option<Arc<Level>>,
    has_ended: AtomicBool,
}

/// The level of the transaction that the running code is part of: what the context carries.
pub(crate) struct Current(pub(crate) Arc<Level>);

/// The turn of a statement.
type Turn = Result<OwnedSemaphorePermit, AcquireError>;

/// A place in the queue for a turn.
pub(crate) type Queued = Pin<Box<dyn Future<Output = Turn> + Send>>;

impl Level {
    /// The level outside of all transactions.
    pub(crate) fn outside(connection: Arc<Connection>) -> Arc<Self> {
        Arc::new(Self::new(connection, 0, None, None))
    }

    fn new(
        connection: Arc<Connection>,
        depth: usize,
        outer: Option<Arc<Self>>,
        turn: Option<OwnedSemaphorePermit>,
    ) -> Self {
        Self {
            connection,
            depth,
            turns: Arc::new(Semaphore::new(1)),
            turn: Mutex::new(turn),
            outer,
            has_ended: AtomicBool::new(false),
        }
    }

    /// Queues for a turn, in the order of the calls. Operations are spawned, and the one that was called first need not be
    /// polled first, so the place in the queue is taken here.
    pub(crate) fn queue(&self) -> Queued {
        let mut turn: Queued = Box::pin(self.turns.clone().acquire_owned());
        // This waker does nothing; the task that awaits the turn registers its own.
        match turn.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(turn) => Box::pin(std::future::ready(turn)),
            Poll::Pending => turn,
        }
    }

    /// Runs a statement at this level, when it is its turn. `give_up` ends when it is not waited for any more, and `stop` when the
    /// statement has to be interrupted.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        queued: Queued,
        give_up: impl Future<Output = SqlError>,
        stop: impl Future<Output = SqlError>,
        work: impl FnOnce(&mut rusqlite::Connection) -> Result<T, SqlError> + Send + 'static,
    ) -> Result<T, SqlError> {
        let _turn = self.turn(queued, give_up).await?;
        let is_outside = self.depth == 0;
        let checked = move |connection: &mut rusqlite::Connection| {
            if !is_outside {
                return match connection.is_autocommit() {
                    false => work(connection),
                    true => Err(SqlError::RolledBack),
                };
            }
            // A transaction that was given up has left it.
            roll_back(connection)?;
            let result = work(connection)?;
            if !connection.is_autocommit() {
                roll_back(connection)?;
                return Err(SqlError::OwnTransaction);
            }
            Ok(result)
        };
        self.connection.run(stop, checked).await
    }

    /// Begins a level within this one, when it is its turn.
    pub(crate) async fn begin(
        self: Arc<Self>,
        queued: Queued,
        give_up: impl Future<Output = SqlError>,
    ) -> Result<Arc<Self>, SqlError> {
        let turn = self.turn(queued, give_up).await?;
        let depth = self.depth + 1;
        let begin = move |connection: &mut rusqlite::Connection| match depth {
            1 => {
                roll_back(connection)?;
                // At once for writing: a transaction that begins to write later may find that it cannot.
                Ok(connection.execute_batch("BEGIN IMMEDIATE")?)
            }
            _ if connection.is_autocommit() => Err(SqlError::RolledBack),
            _ => Ok(connection.execute_batch(&format!("SAVEPOINT level_{depth}"))?),
        };
        // Made first: if this future is dropped while SQLite works, the drop of the level undoes it.
        let level = Self::new(
            self.connection.clone(),
            depth,
            Some(self.clone()),
            Some(turn),
        );
        let begun = level.connection.run(never(), begin).await;
        if begun.is_err() {
            level.has_ended.store(true, Ordering::SeqCst);
        }
        begun.map(|()| Arc::new(level))
    }

    /// Ends a transaction or savepoint, after the statements that were made in it. Closing the database ends it, too: then
    /// a savepoint in it, which has the turn, is not waited for.
    ///
    /// # Errors
    ///
    /// [`SqlError::Ended`] if it has ended before and [`SqlError::Closed`] if the database is closed, unless it is to be
    /// rolled back. If it cannot be committed, it is rolled back.
    pub(crate) async fn end(&self, queued: Queued, end: End) -> Result<(), SqlError> {
        let turn = tokio::select! {
            biased;
            () = self.connection.closing() => Err(SqlError::Closed),
            turn = queued => turn.map_err(|_| SqlError::Ended),
        };
        // Nothing more begins here.
        self.turns.close();
        let _last = match (turn, end) {
            (Ok(turn), _) => turn,
            (Err(_), End::RollBack) => return Ok(()),
            (Err(error), End::Commit) => return Err(error),
        };
        let depth = self.depth;
        let ended = self.connection.run(never(), move |connection| {
            if connection.is_autocommit() {
                return match end {
                    End::Commit => Err(SqlError::RolledBack),
                    End::RollBack => Ok(()),
                };
            }
            let undo = match depth {
                1 => "ROLLBACK".to_owned(),
                _ => format!("ROLLBACK TO level_{depth}; RELEASE level_{depth}"),
            };
            let keep = match depth {
                1 => "COMMIT".to_owned(),
                _ => format!("RELEASE level_{depth}"),
            };
            if end == End::Commit {
                match connection.execute_batch(&keep) {
                    Ok(()) => return Ok(()),
                    Err(error) if connection.is_autocommit() => return Err(error.into()),
                    Err(error) => {
                        connection.execute_batch(&undo)?;
                        return Err(error.into());
                    }
                }
            }
            Ok(connection.execute_batch(&undo)?)
        });
        let ended = match ended.await {
            // Closing has rolled it back.
            Err(SqlError::Closed) if end == End::RollBack => Ok(()),
            ended => ended,
        };
        self.has_ended.store(true, Ordering::SeqCst);
        drop(self.take_turn());
        ended
    }

    /// Lets nothing begin at this level any more.
    pub(crate) fn close(&self) {
        self.turns.close();
    }

    async fn turn(
        &self,
        queued: Queued,
        give_up: impl Future<Output = SqlError>,
    ) -> Result<OwnedSemaphorePermit, SqlError> {
        tokio::select! {
            biased;
            turn = queued => turn.map_err(|_| match self.depth {
                0 => SqlError::Closed,
                _ => SqlError::Ended,
            }),
            reason = give_up => Err(reason),
        }
    }

    fn take_turn(&self) -> Option<OwnedSemaphorePermit> {
        // A panic cannot leave an `Option` half changed.
        self.turn
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

impl Drop for Level {
    /// A level that was given up without an end, because its cleanup was cut off, must not be continued by statements of the
    /// level outside. The outermost one is rolled back before the next statement; a savepoint ends its transaction.
    fn drop(&mut self) {
        if let Some(outer) = &self.outer
            && outer.depth > 0
            && !*self.has_ended.get_mut()
        {
            outer.close();
        }
    }
}
