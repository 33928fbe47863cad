//! The cost of isolation: 5,000 ordinary tests through the runner, compared with evaluating them bare.
//!
//! `cargo bench -p boa_async_context_test262` prints the medians of interleaved rounds. "Bare" is a
//! plain loop on as many threads as the runner has workers: read the file, make a context, evaluate the
//! harness files and the test, run its jobs. No front matter is read, nothing is judged or isolated.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use boa_async_context_test262::{
    Mode, Options, Plan, Suite, own_suite, plan::Skips, plan::Task, run, worker,
};
use boa_engine::{Context, JsValue, NativeFunction, Source, js_string};

const WORKER: &str = "--worker";
const FILES: usize = 5_000;
const ROUNDS: usize = 5;

/// The target: the runner's rate over the bare one.
const TARGET: f64 = 0.6;

/// Ordinary tests; `N` stands for a number.
const TEMPLATES: [(&str, &str); 8] = [
    (
        "includes: [compareArray.js]",
        "var mapped = [1, 2, N].map(function(value, index, array) {\n  assert.sameValue(array.length, 3);\n\
         \x20 return value * index;\n});\nassert.compareArray(mapped, [0, 2, 2 * N]);\n",
    ),
    (
        "includes: [propertyHelper.js]",
        "var object = { get a() { return N; } };\nverifyProperty(Math, 'E', {\n  writable: false,\n\
         \x20 enumerable: false,\n  configurable: false\n});\nassert.sameValue(object.a, N);\n",
    ),
    (
        "features: [class]",
        "class A { #x = N; static make() { return new this(); } get x() { return this.#x; } }\n\
         class B extends A { get x() { return super.x + 1; } }\nassert.sameValue(B.make().x, N + 1);\n\
         assert.throws(TypeError, function() { A(); });\n",
    ),
    (
        "features: [generators]",
        "function* g() { try { yield* [N, 2]; } finally { yield 'end'; } }\nvar it = g();\n\
         assert.sameValue(it.next().value, N);\nassert.sameValue(it.return(1).value, 'end');\n\
         assert.sameValue(it.next().done, true);\n",
    ),
    (
        "flags: [async]\nincludes: [asyncHelpers.js]",
        "asyncTest(async function() {\n  const values = await Promise.all([N, Promise.resolve(2)]);\n\
         \x20 assert.sameValue(values.length, 2);\n\
         \x20 await assert.throwsAsync(RangeError, async function() { throw new RangeError(); });\n});\n",
    ),
    (
        "negative:\n  phase: parse\n  type: SyntaxError",
        "$DONOTEVALUATE();\nfunction f(a, N) {}\n",
    ),
    (
        "features: [destructuring-binding, Symbol.iterator]",
        "var { a, b: [c, ...d], e, ...rest } = { a: N, b: 'xyz', e: 1, f: 2 };\nassert.sameValue(a, N);\n\
         assert.sameValue(c + d.join(''), 'xyz');\nassert.sameValue(rest.f, e + 1);\n",
    ),
    (
        "features: [Proxy, Reflect]",
        "var log = [];\nvar p = new Proxy({}, {\n  has(t, k) { log.push(k); return Reflect.has(t, k); },\n\
         \x20 get(t, k) { log.push(k); return N; }\n});\nassert.sameValue('a' in p, false);\n\
         assert.sameValue(p.b, N);\nassert.sameValue(log.join(), 'a,b');\n",
    ),
];

fn main() -> ExitCode {
    if env::args().nth(1).as_deref() == Some(WORKER) {
        return worker::main();
    }
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rate");
    write_tests(&directory.join("test"));
    let program = env::current_exe().expect("this program has a path");
    let harness = own_suite().join("harness");
    let options = Options::new((program, vec![WORKER.into()]), harness);

    let jobs = jobs(&directory);
    let (mut bare, mut runner) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (time, runs) = time(|| evaluate_bare(&jobs, &options));
        bare.push(rate(runs, time));
        let (time, runs) = self::time(|| evaluate_in_runner(&directory, &options));
        runner.push(rate(runs, time));
    }
    let (bare, runner) = (median(bare), median(runner));
    let ratio = runner / bare;
    println!(
        "{FILES} files, {} workers, medians of {ROUNDS} interleaved rounds",
        options.jobs
    );
    println!("bare    {bare:>8.0} runs/s");
    println!("runner  {runner:>8.0} runs/s");
    let met = if ratio >= TARGET { "met" } else { "missed" };
    println!("ratio   {ratio:>8.2} (target {TARGET}: {met})");
    ExitCode::SUCCESS
}

fn write_tests(directory: &Path) {
    fs::create_dir_all(directory).expect("a directory");
    for number in 0..FILES {
        let (meta, code) = TEMPLATES[number % TEMPLATES.len()];
        let code = code.replace('N', &number.to_string());
        let text = format!("/*---\ndescription: Ordinary.\n{meta}\n---*/\n{code}");
        fs::write(directory.join(format!("{number:04}.js")), text).expect("a file");
    }
}

fn time(f: impl FnOnce() -> usize) -> (Duration, usize) {
    let start = Instant::now();
    let runs = f();
    (start.elapsed(), runs)
}

fn rate(runs: usize, time: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    let runs = runs as f64;
    runs / time.as_secs_f64()
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

fn evaluate_in_runner(directory: &Path, options: &Options) -> usize {
    let suite = Suite::discover(directory).expect("the tests were written");
    let plan = Plan::new(&suite.tests, &Skips::default());
    let report = run(plan, options, |_| {}).expect("this program can be started");
    let failure = report.failures().next();
    assert!(failure.is_none(), "{failure:?}");
    report.total
}

/// A test, whether it is to be strict, and its harness files.
type Job = (PathBuf, bool, Vec<String>);

/// The tests to evaluate. Making this list is not part of the bare measurement.
fn jobs(directory: &Path) -> Vec<Job> {
    let suite = Suite::discover(directory).expect("the tests were written");
    Plan::new(&suite.tests, &Skips::default())
        .runs
        .iter()
        .map(|run| match &run.task {
            Task::Evaluate(request) => {
                let mut files = vec!["assert.js".to_owned(), "sta.js".to_owned()];
                if request.is_async {
                    files.push("doneprintHandle.js".to_owned());
                }
                files.extend_from_slice(&request.includes);
                (request.file.clone(), run.mode == Mode::Strict, files)
            }
            _ => unreachable!("every test can be read"),
        })
        .collect()
}

fn evaluate_bare(jobs: &[Job], options: &Options) -> usize {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..options.jobs {
            thread::Builder::new()
                .stack_size(64 << 20)
                .spawn_scoped(scope, || {
                    let harness = |name: &String| {
                        fs::read_to_string(options.harness.join(name)).expect("a harness file")
                    };
                    let cached: std::collections::HashMap<String, String> = jobs
                        .iter()
                        .flat_map(|job| &job.2)
                        .map(|name| (name.clone(), harness(name)))
                        .collect();
                    while let Some((file, strict, files)) =
                        jobs.get(next.fetch_add(1, Ordering::Relaxed))
                    {
                        let texts: Vec<&str> = files.iter().map(|name| &*cached[name]).collect();
                        evaluate_one(file, *strict, &texts);
                    }
                })
                .expect("a thread");
        }
    });
    jobs.len()
}

fn evaluate_one(file: &Path, strict: bool, harness: &[&str]) {
    let mut text = fs::read_to_string(file).expect("a test");
    if strict {
        text.insert_str(0, "\"use strict\";\n");
    }
    let mut context = Context::default();
    let print = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()));
    context
        .register_global_callable(js_string!("print"), 1, print)
        .expect("a global");
    for source in harness {
        context
            .eval(Source::from_bytes(source))
            .expect("the harness works");
    }
    // Negative tests throw. The bare loop does not check that.
    let _ = context.eval(Source::from_bytes(&text));
    let _ = context.run_jobs();
}
