//! Experiments of a host: they pass for a host that leaves nothing behind, and fail, with words that help, for one
//! that does.

use std::{cell::RefCell, error::Error, rc::Rc};

use boa_async_context::{CaptureKind, Runtime, Storage};
use boa_async_context_leak_lab::{
    Expectation, Experiment, ExperimentError, Fate, Growth, Measurement, Payloads, Round,
};
use boa_engine::JsObject;

/// A host that serves requests with a handler in JavaScript.
struct Server {
    /// What the host knows of a request while it is served.
    served: Vec<Rc<Request>>,
    /// A leak of the host: it never takes requests out.
    forgets: bool,
}

struct Request {
    _body: JsObject,
}

const HANDLER: &str = "
    const request = new AsyncContext.Variable({ name: 'request' });
    const log = new Set();
    globalThis.handle = (body) => request.run(body, async () => {
        await null;
        return request.get().round;
    });
    globalThis.handleAndLog = (body) => request.run(body, async () => {
        log.add(new AsyncContext.Snapshot());
        await null;
    });
    let requests = 0;
    globalThis.handleAndLogSome = (body) => new AsyncContext.Variable().run(body, () => {
        if (requests++ % 25 === 0) log.add(new AsyncContext.Snapshot());
    });
    globalThis.handleAndFail = (body) => request.run(body, async () => {
        await null;
        notDefined();
    });
    globalThis.handleWithTimeout = (body) => request.run(body, () => {
        setTimeout(() => {}, 1e9);
    });
    globalThis.handleInOwnVariable = (body) => new AsyncContext.Variable().run(body, () => {
        log.add(new AsyncContext.Snapshot());
    });
";

fn runtime(storage: Storage) -> Runtime {
    let mut runtime = Runtime::builder()
        .storage(storage)
        .build()
        .expect("a runtime");
    runtime.eval(HANDLER).expect("the handler is well-formed");
    runtime
}

impl Server {
    fn serve(&mut self, handler: &str, round: &mut Round<'_>) -> Result<(), Box<dyn Error>> {
        let body = round.payload("body")?;
        let request = Rc::new(Request {
            _body: body.clone(),
        });
        round.watch("request", &request)?;
        self.served.push(request);
        round.call(handler, &[body.into()])?;
        round.run_ready()?;
        if !self.forgets {
            self.served.clear();
        }
        Ok(())
    }
}

/// Runs an experiment in default storage.
fn serve(
    experiment: &Experiment,
    handler: &str,
    forgets: bool,
) -> Result<Measurement, ExperimentError> {
    let mut server = Server {
        served: Vec::new(),
        forgets,
    };
    let mut runtime = runtime(Storage::default());
    experiment.run(&mut runtime, |round| server.serve(handler, round))
}

/// The problems of an experiment that must fail, and its whole text.
fn failure(result: Result<Measurement, ExperimentError>) -> (Vec<String>, String) {
    let error = result.expect_err("the leak is found");
    let text = error.to_string();
    assert_eq!(
        format!("{error:?}"),
        text,
        "a failed test shows the same text"
    );
    match error {
        ExperimentError::Retained(retained) => (retained.problems, text),
        error => panic!("{error}"),
    }
}

#[test]
fn a_host_that_leaves_nothing_behind_passes() {
    let measured = serve(&Experiment::new(), "handle", false).expect("nothing stays");
    let last = measured.points.last().expect("it was measured");
    assert_eq!(
        (last.rounds, last.tracked["body"], last.tracked["request"]),
        (240.0, 240, 240)
    );
    assert_eq!(measured.alive_percent(), Some(0.0));
    assert!(
        measured
            .captures()
            .values()
            .all(|captures| captures.at_end == 0)
    );
    assert_eq!(measured.points.len(), 8);
}

#[test]
fn it_passes_in_every_storage() {
    for storage in [
        Storage::Ephemeron,
        Storage::Hybrid { collections: 3 },
        Storage::Strong,
    ] {
        let mut server = Server {
            served: Vec::new(),
            forgets: false,
        };
        let mut runtime = runtime(storage);
        let experiment = Experiment::new().rounds(16);
        let result = experiment.run(&mut runtime, |round| server.serve("handle", round));
        assert!(result.is_ok(), "{storage}: {result:?}");
    }
}

#[test]
fn young_mappings_of_hybrid_storage_are_given_their_collections() {
    let mut server = Server {
        served: Vec::new(),
        forgets: false,
    };
    let mut runtime = runtime(Storage::Hybrid { collections: 9 });
    let experiment = Experiment::new()
        .rounds(16)
        .allow_captures(CaptureKind::Snapshot);
    let result = experiment.run(&mut runtime, |round| {
        server.serve("handleInOwnVariable", round)
    });
    assert!(result.is_ok(), "{result:?}");
}

#[test]
fn a_snapshot_that_is_kept_is_found_with_its_line_and_what_to_do() {
    let (problems, text) = failure(serve(&Experiment::new(), "handleAndLog", false));
    assert_eq!(
        problems,
        [
            "240 of 240 `body` are alive; all must be gone",
            "1.00 captures of the kind snapshot stay with each round, 240 are alive; none may stay",
        ]
    );
    for words in [
        "after 240 rounds",
        "240 of the kind snapshot at <eval>:9:",
        "1.00 a round",
        "240 values of variable `request`",
        "to do: drop the Snapshot object",
        "boa-ac leaks why",
    ] {
        assert!(text.contains(words), "`{words}` is not in:\n{text}");
    }
}

#[test]
fn a_timer_that_is_never_cleared_is_found() {
    let (problems, text) = failure(serve(
        &Experiment::new().rounds(40),
        "handleWithTimeout",
        false,
    ));
    assert_eq!(problems[0], "40 of 40 `body` are alive; all must be gone");
    assert!(
        text.contains("40 of the kind timer at <eval>:21:"),
        "{text}"
    );
}

#[test]
fn what_the_host_keeps_itself_is_not_blamed_on_contexts() {
    let (problems, text) = failure(serve(&Experiment::new(), "handle", true));
    assert_eq!(
        problems,
        [
            "240 of 240 `body` are alive; all must be gone",
            "240 of 240 `request` are alive; all must be gone",
        ]
    );
    assert!(
        text.contains("look for what the host or the program stores itself"),
        "{text}"
    );
}

#[test]
fn captures_that_grow_are_found_though_their_values_are_gone() {
    // The values of variables that cannot be reached any more are gone, but the snapshots stay.
    let experiment = Experiment::new().rounds(80);
    let (problems, _) = failure(serve(&experiment, "handleInOwnVariable", false));
    assert_eq!(
        problems,
        ["1.00 captures of the kind snapshot stay with each round, 80 are alive; none may stay"]
    );
    let allowed = experiment.clone().allow_captures(CaptureKind::Snapshot);
    assert!(serve(&allowed, "handleInOwnVariable", false).is_ok());
    let other = experiment.allow_captures(CaptureKind::Timer);
    assert!(serve(&other, "handleInOwnVariable", false).is_err());
}

#[test]
fn captures_that_grow_slowly_are_found() {
    let (problems, _) = failure(serve(&Experiment::new(), "handleAndLogSome", false));
    assert_eq!(
        problems,
        ["0.04 captures of the kind snapshot stay with each round, 10 are alive; none may stay"]
    );
}

#[test]
fn a_callback_that_fails_fails_the_experiment() {
    let experiment = Experiment::new().rounds(16);
    let text = serve(&experiment, "handleAndFail", false)
        .expect_err("it is not handled")
        .to_string();
    assert!(text.starts_with("in round 0 of the experiment"), "{text}");
    assert!(text.contains("allow_failures"), "{text}");
    let allowed = experiment.allow_failures();
    assert!(serve(&allowed, "handleAndFail", false).is_ok());
}

#[test]
fn any_number_of_rounds_can_be_asked_for() {
    let mut runtime = runtime(Storage::default());
    let experiment = Experiment::new().rounds(u64::MAX);
    let result = experiment.run(&mut runtime, |_| Err("enough".into()));
    let text = result.expect_err("it is enough").to_string();
    assert_eq!(text, "round 0 of the experiment failed: enough");
}

#[test]
fn what_may_stay_is_said_by_group() {
    let mut expectation = Expectation::released("the log keeps the bodies");
    let groups = [("body", Fate::Retained), ("request", Fate::Released)];
    let groups = groups.map(|(name, fate)| (name.to_owned(), fate));
    expectation.payloads = Payloads::Groups(groups.into());
    let experiment = Experiment::new()
        .expect(expectation)
        .allow_captures(CaptureKind::Snapshot);
    assert!(serve(&experiment, "handleAndLog", false).is_ok());
    let (problems, _) = failure(serve(&experiment, "handle", false));
    assert_eq!(problems, ["0 of 240 `body` are alive; all must be kept"]);
}

#[test]
fn a_round_that_fails_is_told_with_its_number() {
    let mut runtime = runtime(Storage::default());
    let result = Experiment::new().run(&mut runtime, |round| {
        round.payload("body")?;
        match round.number() {
            5 => round.call("handel", &[]).map(|_| ()),
            _ => Ok(()),
        }
    });
    let text = result.expect_err("the function does not exist").to_string();
    assert!(
        text.starts_with("round 5 of the experiment failed: "),
        "{text}"
    );
    assert!(
        text.contains("globalThis.handel is not a function"),
        "{text}"
    );
}

#[test]
fn an_experiment_that_watches_nothing_fails() {
    let mut runtime = runtime(Storage::default());
    let (problems, _) = failure(Experiment::new().run(&mut runtime, |_| Ok(())));
    assert!(problems[0].contains("Round::watch"), "{problems:?}");
}

#[test]
fn bytes_are_judged_only_if_something_counts_them() {
    let result = serve(&Experiment::new().flat_bytes(), "handle", false);
    let text = result
        .expect_err("this program has an ordinary allocator")
        .to_string();
    assert!(text.contains("CountingAllocator"), "{text}");
    let mut expectation = Expectation::released("");
    expectation.bytes = Some(Growth::Grows);
    assert!(serve(&Experiment::new().expect(expectation), "handle", false).is_err());
    let flat = Experiment::new()
        .flat_bytes()
        .expect(Expectation::released(""));
    assert!(serve(&flat, "handle", false).is_err(), "in any order");
    let measured = serve(&Experiment::new(), "handle", false).expect("bytes are not judged");
    assert_eq!(measured.slope(), None);
}

#[test]
fn the_loop_runs_what_is_ready_and_does_not_wait() {
    let mut runtime = runtime(Storage::default());
    runtime
        .eval(
            "globalThis.ran = [];
             globalThis.start = () => {
                 setTimeout(() => ran.push('far'), 1e9);
                 // So many that the loop yields meanwhile.
                 for (let i = 0; i < 100; i++) setTimeout(() => {}, 0);
                 setTimeout(() => { ran.push('now'); queueMicrotask(() => ran.push('then')); }, 0);
             };",
        )
        .expect("the program is well-formed");
    let seen = RefCell::new(String::new());
    let experiment = Experiment::new().rounds(1);
    let result = experiment.run(&mut runtime, |round| {
        round.payload("body")?;
        if round.number() == 0 {
            round.call("start", &[])?;
            round.run_ready()?;
            let ran = round.runtime().eval("ran.join()")?;
            *seen.borrow_mut() = ran.display().to_string();
        }
        Ok(())
    });
    assert!(result.is_ok(), "{result:?}");
    assert_eq!(*seen.borrow(), "\"now,then\"");
}
