//! What a host sees of the captures.

use std::{collections::HashMap, fmt, time::Duration};

use super::{kind::CaptureKind, location::CaptureLocation};
use crate::{mapping::Mapping, one_line::OneLine};

/// A capture that is alive.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LiveCapture {
    /// What holds the mapping.
    pub kind: CaptureKind,
    /// The time since the capture, to about a job: the time is read once in many captures. Zero for a microtask.
    pub age: Duration,
    /// Where it was made, if [`Agent::trace_captures`](crate::Agent::trace_captures) was on.
    pub location: Option<CaptureLocation>,
    /// The mapping.
    pub mapping: Mapping,
    /// The number of the capture, as [`Capture::id`](super::Capture::id); `None` for a microtask.
    pub(crate) id: Option<usize>,
}

/// The live captures of one kind, or of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CensusRow {
    /// The number of captures.
    pub count: usize,
    /// The age of the oldest capture.
    pub oldest: Duration,
    /// The number of different mappings.
    pub mappings: usize,
    /// The number of bindings of JS variables in these mappings that hold a value. Mappings that share bindings each
    /// count them.
    pub bindings: usize,
}

/// The live captures of an agent, by kind. Its `Display` is a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    rows: Vec<(CaptureKind, CensusRow)>,
    total: CensusRow,
    locations: Vec<(CaptureLocation, CaptureKind, usize)>,
}

impl Census {
    /// Counts captures.
    pub(crate) fn of(live: &[LiveCapture]) -> Self {
        let mut kinds: HashMap<CaptureKind, Vec<&LiveCapture>> = HashMap::new();
        let mut places: HashMap<(&CaptureLocation, CaptureKind), usize> = HashMap::new();
        for capture in live {
            kinds.entry(capture.kind).or_default().push(capture);
            if let Some(location) = &capture.location {
                *places.entry((location, capture.kind)).or_default() += 1;
            }
        }
        let mut rows: Vec<_> = kinds
            .into_iter()
            .map(|(kind, captures)| (kind, CensusRow::of(captures)))
            .collect();
        rows.sort_by_key(|(kind, _)| *kind);
        let mut locations: Vec<_> = places
            .into_iter()
            .map(|((location, kind), count)| (location.clone(), kind, count))
            .collect();
        locations.sort_by_key(|(location, kind, count)| {
            (std::cmp::Reverse(*count), location.with_path(), *kind)
        });
        Self {
            rows,
            total: CensusRow::of(live),
            locations,
        }
    }

    /// The kinds that have live captures, in the order of [`CaptureKind::ALL`].
    pub fn rows(&self) -> impl Iterator<Item = (CaptureKind, CensusRow)> + '_ {
        self.rows.iter().copied()
    }

    /// The captures of one kind; all zero if there are none.
    #[must_use]
    pub fn of_kind(&self, kind: CaptureKind) -> CensusRow {
        let row = self.rows.iter().find(|(known, _)| *known == kind);
        row.map(|(_, row)| *row).unwrap_or_default()
    }

    /// The captures of all kinds. A mapping that several kinds hold counts once.
    #[must_use]
    pub fn total(&self) -> CensusRow {
        self.total
    }

    /// The places that made captures, with kind and number, biggest first. Empty unless locations were traced.
    pub fn locations(&self) -> impl Iterator<Item = (&CaptureLocation, CaptureKind, usize)> {
        self.locations
            .iter()
            .map(|(location, kind, count)| (location, *kind, *count))
    }

    /// Whether no mapping is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total.count == 0
    }
}

impl CensusRow {
    fn of<'a>(captures: impl IntoIterator<Item = &'a LiveCapture>) -> Self {
        let mut row = Self::default();
        let mut mappings = HashMap::new();
        for capture in captures {
            row.count += 1;
            row.oldest = row.oldest.max(capture.age);
            mappings
                .entry(capture.mapping.address())
                .or_insert_with(|| capture.mapping.live_bindings());
        }
        row.mappings = mappings.len();
        row.bindings = mappings.into_values().sum();
        row
    }
}

impl fmt::Display for Census {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("no live captures");
        }
        let (kind, oldest) = ("kind", "oldest (s)");
        write!(
            f,
            "{kind:<22} {:>9} {:>9} {:>9} {oldest:>10}",
            "captures", "mappings", "bindings"
        )?;
        let rows = self.rows().map(|(kind, row)| (kind.name(), row));
        for (name, row) in rows.chain([("total", self.total)]) {
            write!(
                f,
                "\n{name:<22} {:>9} {:>9} {:>9} {:>10.2}",
                row.count,
                row.mappings,
                row.bindings,
                row.oldest.as_secs_f64()
            )?;
        }
        for (location, kind, count) in self.locations() {
            let place = location.to_string();
            write!(f, "\n{count:>9}  {kind} at {}", OneLine::new(&place))?;
            if !location.function.is_empty() {
                write!(f, " ({})", OneLine::new(&location.function))?;
            }
        }
        Ok(())
    }
}
