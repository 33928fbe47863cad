//! Databases of workers, whose threads end with them.

use std::{path::PathBuf, sync::Arc};

use boa_async_context::Runtime;
use boa_async_context_web::{WebApis, WorkerPolicy, WorkerRuntime};
use boa_runtime::extensions::RuntimeExtension;

use crate::support::{World, define, eventually, rows, run};

const WORKER: &str = r#"
    const db = await Database.open(directory + "/a");
    await db.exec("CREATE TABLE IF NOT EXISTS t (n); INSERT INTO t VALUES (1)");
    await db.transaction(async () => {
        await db.exec("INSERT INTO t VALUES (2)");
        postMessage("ready");
        if (name === "closes") close();
        await new Promise(() => {});
    });
"#;

fn runtime(world: &World) -> Runtime {
    let directory = Arc::new(PathBuf::from(world.path("")));
    let policy = WorkerPolicy::new().factory(move |request| {
        let mut runtime = request.builder().build()?;
        sqlite_host::register(&mut runtime).map_err(|error| error.to_string())?;
        define(&mut runtime, &directory);
        Ok(WorkerRuntime::new(runtime).scripts(|_| Ok(WORKER.to_owned())))
    });
    let mut runtime = world.runtime();
    WebApis::default()
        .worker_policy(policy)
        .register(None, &mut runtime.context_mut())
        .expect("they are defined");
    runtime
}

#[test]
fn a_worker_that_ends_in_a_transaction_leaves_no_lock_and_no_half() {
    let world = World::new();
    for (round, name) in ["closes", "is terminated"].into_iter().enumerate() {
        let mut runtime = runtime(&world);
        let text = run(
            &mut runtime,
            &format!(
                r#"
                const worker = new Worker("app:worker", {{ type: "module", name: "{name}" }});
                const message = await new Promise((resolve, reject) => {{
                    worker.onmessage = ({{ data }}) => resolve(data);
                    worker.onerror = (event) => reject(new Error(event.message));
                }});
                worker.terminate();
                return message;
                "#
            ),
        );
        assert_eq!(text, "\"ready\"", "{name}");
        let connection = world.connection("a");
        eventually(|| connection.execute_batch("BEGIN EXCLUSIVE; COMMIT").is_ok());
        assert_eq!(rows(&world, "a"), vec![1; round + 1], "{name}");
    }
}
