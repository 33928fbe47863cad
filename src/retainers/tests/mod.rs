//! Captures are made by hand here, so that each test says what holds what. `cli/tests/cli/leaks_why.rs` has real programs.

mod dominators;
mod file;
mod groups;
mod holders;
mod inside;
mod random;
#[path = "../../../tests/support/random_input.rs"]
mod random_input;
mod together;
mod values;

use std::{rc::Rc, time::Duration};

use boa_engine::{Context, JsObject, JsValue, Source, job::SimpleJobExecutor};

use super::{report::build, walk::Limits};
use crate::{
    AsyncContext, Mapping, Retainers, Storage,
    census::{CaptureKind, CaptureLocation, LiveCapture},
};

/// A realm with AsyncContext, and in which `Variable` and `Snapshot` are the constructors.
struct World {
    context: Context,
    captures: Vec<LiveCapture>,
}

impl World {
    fn new() -> Self {
        Self::with(Storage::Weak)
    }

    fn with(storage: Storage) -> Self {
        let async_context = AsyncContext::new(storage);
        let mut context = Context::builder()
            .host_hooks(async_context.default_hooks())
            .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
            .build()
            .expect("a context");
        async_context.install(&mut context).expect("a fresh realm");
        let mut world = Self {
            context,
            captures: Vec::new(),
        };
        world.eval(
            "var { Variable, Snapshot } = AsyncContext; var v = new Variable({ name: 'v' });",
        );
        world
    }

    fn eval(&mut self, source: &str) -> JsValue {
        self.context
            .eval(Source::from_bytes(source))
            .unwrap_or_else(|error| panic!("{source}: {error}"))
    }

    fn object(&mut self, source: &str) -> JsObject {
        self.eval(source).as_object().expect("an object")
    }

    /// The mapping that a Snapshot object holds.
    fn mapping(&mut self, snapshot: &str) -> Mapping {
        let snapshot = self.object(snapshot);
        let (_, mapping) = crate::builtins::snapshot_capture(&snapshot).expect("a Snapshot");
        mapping
    }

    /// Adds a capture of the mapping that a Snapshot object holds, made at `line`.
    fn capture(&mut self, kind: CaptureKind, line: u32, snapshot: &str) {
        let mapping = self.mapping(snapshot);
        self.captures.push(live(kind, line, mapping));
    }

    /// Adds a timer, set at `line` where `v` is `value`.
    fn timer(&mut self, line: u32, value: &str) {
        let snapshot = format!("v.run({value}, () => new Snapshot())");
        self.capture(CaptureKind::Timer, line, &snapshot);
    }

    fn report(&mut self) -> Retainers {
        self.report_within(Limits::default())
    }

    fn report_within(&mut self, limits: Limits) -> Retainers {
        build(&self.captures, &mut self.context, None, limits)
    }

    fn report_of(&mut self, source: &str) -> Retainers {
        let value = self.eval(source);
        build(
            &self.captures,
            &mut self.context,
            Some(&value),
            Limits::default(),
        )
    }

    /// The chain of the only group that `source` is reached through.
    fn chain_to(&mut self, source: &str) -> String {
        let retainers = self.report_of(source);
        let [group] = retainers.groups() else {
            panic!("not one group for {source}: {retainers}");
        };
        group.chain.join(" -> ")
    }
}

fn live(kind: CaptureKind, line: u32, mapping: Mapping) -> LiveCapture {
    LiveCapture {
        kind,
        age: Duration::from_secs(line.into()),
        location: Some(CaptureLocation {
            file: Some("/srv/app.mjs".to_owned()),
            function: String::new(),
            line,
            column: 1,
        }),
        mapping,
        // No Snapshot object has it.
        id: None,
    }
}
