//! What a search has exercised.

use std::{collections::BTreeMap, fmt};

use crate::{
    model::{Prediction, points::Point},
    program::{
        forms::{By, FORMS, Op},
        node::Engine,
    },
    random::Random,
};

/// Counts of a search.
#[derive(Debug, Clone, Default)]
pub struct Statistics {
    /// How many programs were compared.
    pub programs: u64,
    /// How many of them Node has run, too.
    pub on_node: u64,
    /// How many of those differed there after others, and not alone.
    pub only_in_batch: u64,
    /// How many lines were compared.
    pub lines: u64,
    ops: BTreeMap<Op, u64>,
    points: BTreeMap<Point, u64>,
}

impl Statistics {
    /// Counts a program.
    pub fn add(&mut self, prediction: &Prediction) {
        self.programs += 1;
        self.lines += (prediction.log.len() + prediction.cleanups.len()) as u64;
        for (op, count) in &prediction.ops {
            *self.ops.entry(*op).or_default() += count;
        }
        for (point, count) in &prediction.points {
            *self.points.entry(*point).or_default() += count;
        }
    }

    /// How many statements and expressions were evaluated.
    #[must_use]
    pub fn operations(&self) -> u64 {
        self.ops.values().sum()
    }

    /// What the next program should have more of: mostly one that was exercised least.
    #[must_use]
    pub fn focus(&self, random: &mut Random) -> Vec<Op> {
        let count = |op: Op| self.ops.get(&op).copied().unwrap_or_default();
        let mut ops: Vec<Op> = FORMS.iter().map(|form| form.op).collect();
        ops.sort_by_key(|op| count(*op));
        let rare = u32::try_from(ops.len() / 3).unwrap_or(1);
        let all = u32::try_from(ops.len()).unwrap_or(1);
        [rare, all]
            .into_iter()
            .filter_map(|end| ops.get(random.below(end) as usize).copied())
            .collect()
    }

    /// The forms that no program has evaluated, of those that programs for an engine have.
    #[must_use]
    pub fn missing(&self, engine: Engine) -> Vec<Op> {
        let all = FORMS.iter();
        all.filter(|form| engine == Engine::Exact || form.by != By::ExactEngine)
            .map(|form| form.op)
            .filter(|op| !self.ops.contains_key(op))
            .collect()
    }

    /// The points that no program has reached with something set.
    #[must_use]
    pub fn unreached(&self) -> Vec<Point> {
        let all = Point::ALL.into_iter();
        all.filter(|point| !self.points.contains_key(point))
            .collect()
    }
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} programs ({} on Node, too, of which {} differed only after others), {} operations, {} lines compared",
            self.programs,
            self.on_node,
            self.only_in_batch,
            self.operations(),
            self.lines
        )?;
        writeln!(f, "\nreached with something set:")?;
        for point in Point::ALL {
            let count = self.points.get(&point).copied().unwrap_or_default();
            writeln!(f, "{count:>12}  {point:?}: {}", point.where_it_stands())?;
        }
        writeln!(f, "\nevaluated:")?;
        for form in FORMS {
            let count = self.ops.get(&form.op).copied().unwrap_or_default();
            writeln!(f, "{count:>12}  {:?}", form.op)?;
        }
        Ok(())
    }
}
