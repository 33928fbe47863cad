//! A database as a native resource.

use std::{future::Future, sync::Arc, time::Duration};

use boa_async_context::{
    Agent, HostVariable,
    cleanup::{CleanupError, NativeResource, ResourceOperation},
};
use boa_engine::Context;
use rusqlite::{params_from_iter, types::Value};

use crate::{
    connection::{Connection, give_up, stop},
    error::SqlError,
    level::{Current, Level, Queued},
    transaction::Transaction,
    value::Rows,
};

/// How a database is used.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Options {
    /// How long a statement waits for its turn, and for the locks of other processes. Default: 5 s.
    pub wait: Duration,
    /// How long a statement may run. Default: as long as it takes.
    pub timeout: Option<Duration>,
    /// How long a statement may go on when the database is being closed. Default: 1 s.
    pub grace: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            wait: Duration::from_secs(5),
            timeout: None,
            grace: Duration::from_secs(1),
        }
    }
}

/// An open database.
pub struct Database {
    path: String,
    options: Options,
    connection: Arc<Connection>,
    outside: Arc<Level>,
    /// The transaction of this database that the running code is part of. Each database has a variable of its own, so that
    /// code may be in transactions of two databases.
    current: HostVariable<Current>,
}

/// A statement that has taken its place in the queue.
struct Statement {
    /// While it is there the database is not closed.
    database: ResourceOperation<Database>,
    level: Arc<Level>,
    queued: Queued,
}

impl Database {
    /// Opens the file `path`, which is created if it is not there.
    ///
    /// # Errors
    ///
    /// If SQLite cannot open it.
    pub async fn open(path: String, options: Options) -> Result<Self, SqlError> {
        let connection = Arc::new(Connection::open(path.clone(), options.wait).await?);
        Ok(Self {
            path,
            options,
            outside: Level::outside(connection.clone()),
            connection,
            current: HostVariable::new(),
        })
    }

    /// The level of the calling code: that of the transaction in whose context it runs.
    fn level(&self, context: &Context) -> Arc<Level> {
        let current = Agent::of(context).and_then(|agent| self.current.get(&agent));
        current.map_or_else(|| self.outside.clone(), |current| current.0.clone())
    }
}

/// Runs a statement, or several without parameters, and returns how many rows have changed.
pub(crate) fn exec(
    database: ResourceOperation<Database>,
    sql: String,
    parameters: Vec<Value>,
    context: &Context,
) -> impl Future<Output = Result<f64, SqlError>> + Send + use<> {
    Statement::new(database, context).run(move |connection| {
        let before = connection.total_changes();
        if parameters.is_empty() {
            connection.execute_batch(&sql)?;
        } else {
            let mut statement = connection.prepare_cached(&sql)?;
            statement.execute(params_from_iter(parameters))?;
        }
        #[expect(clippy::cast_precision_loss, reason = "2^53 rows take too long")]
        Ok((connection.total_changes() - before) as f64)
    })
}

/// Runs a query and returns its rows.
pub(crate) fn query(
    database: ResourceOperation<Database>,
    sql: String,
    parameters: Vec<Value>,
    context: &Context,
) -> impl Future<Output = Result<Rows, SqlError>> + Send + use<> {
    Statement::new(database, context).run(move |connection| {
        let mut statement = connection.prepare_cached(&sql)?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let width = columns.len();
        let rows = statement
            .query_map(params_from_iter(parameters), |row| {
                (0..width).map(|i| row.get(i)).collect()
            })?
            .collect::<Result<_, _>>()?;
        Ok(Rows { columns, rows })
    })
}

/// Begins a transaction; within one, a savepoint.
pub(crate) fn begin(
    database: ResourceOperation<Database>,
    context: &Context,
) -> impl Future<Output = Result<Transaction, SqlError>> + Send + use<> {
    let Statement {
        database,
        level,
        queued,
    } = Statement::new(database, context);
    async move {
        let Options { wait, .. } = database.options;
        let level = level
            .begin(queued, give_up(wait, database.closing()))
            .await?;
        let label = database.path.clone();
        Ok(Transaction::new(label, level, database.current.clone()))
    }
}

impl Statement {
    /// Called on the JS thread, in the context of the call.
    fn new(database: ResourceOperation<Database>, context: &Context) -> Self {
        let level = database.level(context);
        Self {
            queued: level.queue(),
            level,
            database,
        }
    }

    async fn run<T: Send + 'static>(
        self,
        work: impl FnOnce(&mut rusqlite::Connection) -> Result<T, SqlError> + Send + 'static,
    ) -> Result<T, SqlError> {
        let Options {
            wait,
            timeout,
            grace,
        } = self.database.options;
        let give_up = give_up(wait, self.database.closing());
        let stop = stop(timeout, self.database.closing(), grace);
        self.level.run(self.queued, give_up, stop, work).await
    }
}

impl NativeResource for Database {
    const NAME: &'static str = "Database";

    fn label(&self) -> String {
        self.path.clone()
    }

    /// No statement is running. A transaction that is open is rolled back.
    async fn close(self) -> Result<(), CleanupError> {
        self.outside.close();
        Ok(self.connection.close().await?)
    }
}
