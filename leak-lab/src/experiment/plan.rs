//! The experiment.

use std::{error::Error, time::Instant};

use boa_async_context::{CaptureKind, Runtime};
use boa_engine::JsResult;

use super::{
    retained::{ExperimentError, Retained},
    round::Round,
    watch::Watched,
};
use crate::{
    counting::{bytes_if_counted, bytes_in_use, start_counting},
    expectation::{Expectation, Growth},
    measurement::{Measurement, Point, captures_by_kind},
};

/// The number of measurements in an experiment.
const PARTS: u64 = 8;
/// Collections before a measurement. A value whose finalizer ran in one may be freed in the next.
const COLLECTIONS: usize = 3;

/// An experiment with a host's own runtime: makes rounds, collects garbage, and fails if anything is left that must be
/// gone.
///
/// For a host's `cargo test`. It finds what the JavaScript scenarios of `boa-ac leaks` find, with the host's own
/// classes, functions and event loop:
///
/// ```
/// use boa_async_context::Runtime;
/// use boa_async_context_leak_lab::Experiment;
///
/// let mut runtime = Runtime::builder().build()?;
/// runtime.eval(
///     "const request = new AsyncContext.Variable({ name: 'request' });
///      globalThis.handle = (value) => request.run(value, async () => { await null; });",
/// )?;
/// let measured = Experiment::new().run(&mut runtime, |round| {
///     let request = round.payload("request")?;
///     round.call("handle", &[request.into()])?;
///     round.runtime().run_until_idle_blocking()?;
///     Ok(())
/// })?;
/// assert_eq!(measured.alive_percent(), Some(0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// What a round watches must be gone after it ([`watch`](Round::watch), [`payload`](Round::payload)), and no kind of
/// capture may become more with each round. It costs the rounds, and about thirty collections of the whole heap of the
/// thread. It belongs to the thread of the runtime.
#[derive(Debug, Clone)]
pub struct Experiment {
    rounds: u64,
    expectation: Expectation,
    may_grow: Vec<CaptureKind>,
    may_fail: bool,
}

impl Default for Experiment {
    fn default() -> Self {
        Self::new()
    }
}

impl Experiment {
    /// 240 rounds, after which everything that was watched must be gone.
    #[must_use]
    pub fn new() -> Self {
        Self {
            rounds: 240,
            expectation: Expectation::released("a round leaves nothing behind"),
            may_grow: Vec::new(),
            may_fail: false,
        }
    }

    /// Sets the number of rounds, which is rounded up to a multiple of 8. More rounds find slower leaks.
    #[must_use]
    pub fn rounds(mut self, rounds: u64) -> Self {
        self.rounds = rounds;
        self
    }

    /// Sets what may be left of the watched values, by group. `strong` and `stock` of the expectation are ignored. If it
    /// does not say how the bytes grow, an earlier [`flat_bytes`](Self::flat_bytes) stays in force.
    #[must_use]
    pub fn expect(mut self, mut expectation: Expectation) -> Self {
        expectation.bytes = expectation.bytes.or(self.expectation.bytes);
        self.expectation = expectation;
        self
    }

    /// Allows this kind of capture to become more with each round, as in a host that keeps snapshots on purpose.
    #[must_use]
    pub fn allow_captures(mut self, kind: CaptureKind) -> Self {
        self.may_grow.push(kind);
        self
    }

    /// Allows callbacks and promises to fail without a handler, as in a host that tests its error paths.
    #[must_use]
    pub fn allow_failures(mut self) -> Self {
        self.may_fail = true;
        self
    }

    /// Judges the bytes in use, too: they must not grow with each round. The test's global allocator must be
    /// [`CountingAllocator`](crate::CountingAllocator). It counts the whole process, so such a test must be alone in
    /// its program, or its program run with `--test-threads=1`.
    #[must_use]
    pub fn flat_bytes(mut self) -> Self {
        self.expectation.bytes = Some(Growth::Flat);
        self
    }

    /// Makes the rounds.
    ///
    /// A round must run the event loop itself ([`Runtime::run_until_idle_blocking`], [`Round::run_ready`]): what is still
    /// queued after it counts as alive. From here on the runtime notes where captures are made
    /// ([`trace_captures`](boa_async_context::Agent::trace_captures)).
    ///
    /// # Errors
    ///
    /// - [`ExperimentError::Retained`] if something stays that must not. It says what, how many with each round, by
    ///   which kind of capture, the line that made it, and what to do.
    /// - [`ExperimentError::Round`] if a round returned an error. No further round is made.
    /// - [`ExperimentError::Unhandled`] if an exception or a rejection was reported in a round, because no code handled it.
    ///   No further round is made, because rounds that fail may leave nothing behind for the wrong reason.
    /// - [`ExperimentError::NotCounted`] if bytes are to be judged and nothing counts them.
    pub fn run(
        &self,
        runtime: &mut Runtime,
        mut round: impl FnMut(&mut Round<'_>) -> Result<(), Box<dyn Error>>,
    ) -> Result<Measurement, ExperimentError> {
        start_counting();
        if self.expectation.bytes.is_some() && bytes_if_counted().is_none() {
            return Err(ExperimentError::NotCounted);
        }
        if let Some(agent) = runtime.agent() {
            agent.trace_captures(true);
        }
        let failed = |round| move |error: Box<dyn Error>| ExperimentError::Round { round, error };
        let mut watched =
            Watched::new(&mut runtime.context_mut()).map_err(|error| failed(0)(error.into()))?;
        let part = self.rounds.max(1).div_ceil(PARTS);
        let rounds = part.saturating_mul(PARTS);
        let mut measured = Measurement {
            wanted: rounds as f64,
            points: Vec::with_capacity(PARTS as usize),
            pauses: Vec::with_capacity(PARTS as usize * COLLECTIONS),
            ..Measurement::default()
        };
        let started = Instant::now();
        // The bytes of the points themselves: they are not the host's. A copy of a point needs as many.
        let mut own = 0.0;
        for number in 0..rounds {
            let failures = runtime.event_loop().failures();
            let mut this = Round {
                number,
                runtime,
                watched: &mut watched,
            };
            round(&mut this).map_err(failed(number))?;
            if runtime.event_loop().failures() > failures && !self.may_fail {
                return Err(ExperimentError::Unhandled { round: number });
            }
            if (number + 1) % part == 0 {
                collect(runtime, &mut measured.pauses);
                let bytes = bytes_if_counted().map(|bytes| bytes - own);
                let mut point = point(number + 1, runtime, &mut watched)
                    .map_err(|error| failed(number)(error.into()))?;
                point.bytes = bytes;
                let before = bytes_in_use();
                measured.points.push(point.clone());
                own += (bytes_in_use() - before) as f64;
            }
        }
        measured.milliseconds = started.elapsed().as_secs_f64() * 1e3;
        self.judge(measured, runtime)
    }

    fn judge(
        &self,
        measured: Measurement,
        runtime: &mut Runtime,
    ) -> Result<Measurement, ExperimentError> {
        let mut problems = self.expectation.compare(&measured, true);
        let may_grow = |kind: &str| self.may_grow.iter().any(|allowed| allowed.name() == kind);
        for (kind, captures) in measured.captures() {
            if let Some(slope) = captures.per_round
                && slope.low > 0.0
                && !may_grow(&kind)
            {
                problems.push(format!(
                    "{:.2} captures of the kind {kind} stay with each round, {} are alive; none may stay",
                    slope.estimate, captures.at_end
                ));
            }
        }
        if problems.is_empty() {
            return Ok(measured);
        }
        Err(ExperimentError::Retained(Box::new(Retained {
            problems,
            measured,
            census: runtime.census(),
            retainers: runtime.retainers(),
        })))
    }
}

/// Collects as often as the storage needs, and notes the pauses.
fn collect(runtime: &mut Runtime, pauses: &mut Vec<f64>) {
    for _ in 0..COLLECTIONS {
        let event_loop = runtime.event_loop().clone();
        event_loop.perform_microtask_checkpoint(&mut runtime.context_mut());
        runtime.context_mut().clear_kept_objects();
        let started = Instant::now();
        match runtime.agent() {
            Some(agent) => agent.collect_garbage(),
            None => boa_gc::force_collect(),
        }
        pauses.push(started.elapsed().as_secs_f64() * 1e3);
    }
}

fn point(rounds: u64, runtime: &mut Runtime, watched: &mut Watched) -> JsResult<Point> {
    let [alive, tracked] = watched.count(&mut runtime.context_mut())?;
    Ok(Point {
        rounds: rounds as f64,
        bytes: None,
        alive,
        tracked,
        captures: Some(captures_by_kind(&runtime.census())),
    })
}
