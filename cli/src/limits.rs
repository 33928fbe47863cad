//! `--limits`, `--max-time` and `--max-heap`: limits of a program.

use std::{cell::Cell, rc::Rc, time::Duration};

use boa_async_context::{
    Limit, Limits, Runtime,
    event_loop::{ReportKind, TurnTime},
};
use clap::{Args, ValueEnum};

use crate::{defect, exit::LIMIT_MET, numbers::seconds_above_zero, output::say};

/// What a program may have and do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Preset {
    /// Everything
    #[default]
    None,
    /// What suits a program that is not trusted; docs/guide/untrusted.md has the list
    Untrusted,
}

#[derive(Debug, Clone, Default, Args)]
pub(crate) struct LimitOptions {
    /// What the program may have and do. What meets a limit is told, with its place
    #[arg(long, value_enum, default_value_t)]
    limits: Preset,

    /// End the program when one of its turns takes longer: a callback, the microtasks after it, or the main script. The engine
    /// cannot interrupt everything; after twice the time the process ends all the same
    #[arg(long, value_name = "SECONDS", value_parser = seconds_above_zero)]
    max_time: Option<Duration>,

    /// End the program when it needs more memory than so many MiB, after a collection of garbage. It is looked at after each
    /// callback and microtask, and in exact mode while they run
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(1..=1 << 40))]
    max_heap: Option<u64>,
}

/// The limits that a program has met so far.
#[derive(Debug, Default)]
pub(crate) struct LimitsMet {
    /// Whether one is a limit of the command line.
    pub(crate) asked_for: Cell<bool>,
    /// Whether one has ended the code that met it, which then could not catch it.
    pub(crate) of_engine: Cell<bool>,
    /// Whether a check of the engine has failed.
    pub(crate) defect: Cell<bool>,
}

impl LimitOptions {
    /// The limits of the runtime, in which calls may nest as deep as `recursion` if the preset does not say.
    pub(crate) fn get(&self, recursion: usize) -> Limits {
        let mut limits = match self.limits {
            Preset::None => Limits::none().recursion(recursion),
            Preset::Untrusted => Limits::untrusted(),
        };
        let time = self.max_time.or(limits.turn().map(TurnTime::limit));
        if let Some(time) = time {
            // The engine is in the middle of something, so nothing of the program can be closed or reported.
            limits = limits.turn_time(TurnTime::new(time).on_stuck(|stuck| {
                say(&format!(
                    "boa-ac: {stuck}; the process ends: give it more --max-time, or look for what does not return"
                ));
                std::process::exit(LIMIT_MET.into());
            }));
        }
        if let Some(heap) = self.max_heap {
            limits = limits.heap(heap << 20);
        }
        limits
    }

    /// Whether the program may see the environment.
    pub(crate) fn is_trusted(&self) -> bool {
        self.limits != Preset::Untrusted
    }

    /// Notes that a limit was met, after it was printed as every report is, and ends the loop if it is one of time or
    /// memory.
    pub(crate) fn watch(&self, runtime: &Runtime) -> Rc<LimitsMet> {
        // Without the preset those of the engine are no limits that somebody has asked for.
        let with_engine = self.limits == Preset::Untrusted;
        let limits_met = Rc::new(LimitsMet::default());
        let met = limits_met.clone();
        let event_loop = runtime.event_loop();
        let mailbox = event_loop.mailbox();
        event_loop.set_reporter(move |report, context| {
            if boa_async_context_node::process::is_exiting(context) {
                // The exception of `process.exit`, or what came of it.
                return;
            }
            if report.kind().is_failure() {
                say(&report.render());
            }
            if report.is_engine_defect() {
                defect::say_that_it_is_one();
                met.defect.set(true);
            }
            let is_of_engine = report.limit_kind().is_some();
            met.of_engine.set(met.of_engine.get() || is_of_engine);
            let is_met = report.kind() == ReportKind::Limit || with_engine && is_of_engine;
            if !is_met {
                return;
            }
            met.asked_for.set(true);
            let option = match report.limit_kind() {
                Some(Limit::TurnTime) => "--max-time",
                Some(Limit::Heap) => "--max-heap",
                _ => return,
            };
            say(&format!(
                "boa-ac: the program was ended by {option}: look at the place above, or give it more"
            ));
            mailbox.end();
        });
        limits_met
    }
}
