//! A model of the specification: an interpreter of programs in plain Rust, which shares nothing with the library.
//!
//! It has the job order of ECMA-262, tick by tick, and the captures of the proposal. A mapping is a `BTreeMap` that is copied
//! by every `run`. Bodies that stop at `await` and `yield` are Rust futures.

mod async_iterate;
mod coroutine;
mod evaluate;
mod event_loop;
mod exec;
mod generator;
mod iterate;
mod loops;
mod machine;
mod modules;
mod perform;
pub mod points;
mod promise;
mod streams;
mod value;

use std::collections::BTreeMap;

use self::{machine::Machine, points::Point};
use crate::program::{forms::Op, node::Program};

/// What a program is to do.
#[derive(Debug, Clone, Default)]
pub struct Prediction {
    /// The lines of its log, in their order.
    pub log: Vec<String>,
    /// The lines of the callbacks of registries, sorted.
    pub cleanups: Vec<String>,
    /// How often each statement and expression was evaluated.
    pub ops: BTreeMap<Op, u64>,
    /// How often each point of the specifications was reached with something set.
    pub points: BTreeMap<Point, u64>,
}

/// Whether rejections are told that nothing handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notices {
    /// As events of the global object.
    Events,
    /// Not at all.
    None,
}

/// Runs a program. Its log has `limit` lines at most.
#[must_use]
pub fn predict(program: &Program, limit: usize, notices: Notices) -> Prediction {
    let machine = Machine::new(limit, notices == Notices::Events);
    machine.run_main(&program.slots, &program.main);
    machine.run_until_idle();
    let mut cleanups = machine.0.cleanups.take();
    cleanups.sort();
    let prediction = Prediction {
        log: machine.0.log.take(),
        cleanups,
        ops: machine.0.ops.take(),
        points: machine.0.points.take(),
    };
    machine.clear();
    prediction
}
