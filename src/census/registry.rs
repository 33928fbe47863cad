//! Captures, and the registry of those that are alive.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    fmt,
    rc::Weak,
    time::{Duration, Instant},
};

use boa_engine::Context;
use boa_gc::{Finalize, Trace};

use super::{kind::CaptureKind, location::CaptureLocation, table::LiveCapture};
use crate::mapping::{Held, HeldList, Mapping};

/// Units of time in a second. An age of up to 776 days is known.
const PER_SECOND: u32 = 64;

/// The number of captures after which the time is read again even if no job has ended.
const CAPTURES_PER_READING: u32 = 64;

/// The bits of a note for the kind and the number of the location. The rest is the birth.
const KIND_BITS: u32 = 8;
const LOCATION_BITS: u32 = 24;

/// 0 is the number of no location.
const MOST_LOCATIONS: usize = (1 << LOCATION_BITS) - 1;

/// A held mapping that the census counts.
///
/// Made by [`Agent::capture`](crate::Agent::capture). A clone is another capture of the same kind. The empty mapping
/// is not counted, because it holds nothing. Outside the GC heap a capture is a root; one inside a GC object must be
/// traced with it. It belongs to the thread of its agent. A sweep may drop it.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub struct Capture(Held);

impl Capture {
    /// A capture of the empty mapping. Free.
    #[must_use]
    pub const fn empty() -> Self {
        Self(Held::empty())
    }

    /// The mapping.
    #[must_use]
    pub fn mapping(&self) -> &Mapping {
        self.0.mapping()
    }

    /// Ends the capture and returns the mapping.
    #[must_use]
    pub fn into_mapping(self) -> Mapping {
        self.0.into_mapping()
    }

    /// The number of the capture: that of no other capture of the agent that is alive. `None` if it is not counted.
    pub(crate) fn id(&self) -> Option<usize> {
        self.0.id()
    }

    /// Whether the registry lists it, and no [`CaptureQueue`] has to.
    #[cfg(feature = "runtime")]
    pub(crate) fn is_listed(&self) -> bool {
        self.id().is_some()
    }

    /// Whether it holds the empty mapping.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mapping().is_empty()
    }
}

impl Default for Capture {
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Capture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Capture").field(self.mapping()).finish()
    }
}

/// A queue that tells what it holds when it is asked.
///
/// A job that runs soon need not be listed for that: an entry of the list costs more than the place in the queue.
pub(crate) trait CaptureQueue {
    /// Calls `visit` with the mapping of each job that is not [listed](Capture::is_listed).
    fn for_each_unlisted(&self, visit: &mut dyn FnMut(CaptureKind, &Mapping));
}

/// The live captures of an agent. It holds no GC pointer.
pub(crate) struct Registry {
    held: HeldList,
    queues: RefCell<Vec<Weak<dyn CaptureQueue>>>,
    began: Instant,
    /// The part of a note that tells the time of new captures, in units since `began`.
    now: Cell<u64>,
    /// The number of captures until the time is read again.
    until_reading: Cell<u32>,
    is_tracing: Cell<bool>,
    locations: RefCell<Locations>,
}

/// Each location once; a capture notes the number.
#[derive(Default)]
struct Locations {
    all: Vec<CaptureLocation>,
    numbers: HashMap<CaptureLocation, u32>,
}

impl Default for Registry {
    fn default() -> Self {
        Self {
            held: HeldList::default(),
            queues: RefCell::default(),
            began: Instant::now(),
            now: Cell::new(0),
            until_reading: Cell::new(0),
            is_tracing: Cell::new(false),
            locations: RefCell::default(),
        }
    }
}

impl Registry {
    /// Notes that time has passed: the next capture reads the clock.
    pub(crate) fn time_passed(&self) {
        self.until_reading.set(0);
    }

    /// Sets whether captures note their location.
    pub(crate) fn trace(&self, is_tracing: bool) {
        self.is_tracing.set(is_tracing);
    }

    /// See [`Agent::note_job_callback`](crate::Agent::note_job_callback).
    pub(crate) fn note_job_callback(&self, capture: Option<&Capture>) {
        Held::mark(capture.map(|capture| &capture.0), &self.held);
    }

    /// The capture of the last job callback is that of a registry.
    pub(crate) fn note_finalization_registry(&self) {
        let kind = u64::from(CaptureKind::FinalizationRegistry as u8);
        self.held
            .change_marked(|note| note & !((1 << KIND_BITS) - 1) | kind);
    }

    /// Counts `mapping` as held. The location is noted if that is on and there is a `context`.
    #[inline]
    pub(crate) fn capture(
        &self,
        mapping: Mapping,
        kind: CaptureKind,
        context: Option<&Context>,
    ) -> Capture {
        if mapping.is_empty() {
            return Capture::empty();
        }
        let mut note = self.birth() | u64::from(kind as u8);
        if self.is_tracing.get()
            && let Some(context) = context
        {
            note |= u64::from(self.number_of_location(context)) << KIND_BITS;
        }
        Capture(Held::new(mapping, &self.held, note))
    }

    /// Holds `mapping` for a job in a [queue](Self::add_queue). It is listed only if its location is noted.
    #[cfg(feature = "runtime")]
    pub(crate) fn capture_queued(
        &self,
        mapping: Mapping,
        kind: CaptureKind,
        context: &Context,
    ) -> Capture {
        if self.is_tracing.get() {
            self.capture(mapping, kind, Some(context))
        } else {
            Capture(Held::unlisted(mapping))
        }
    }

    /// Adds a queue whose jobs count as captures as long as it exists.
    #[cfg(feature = "runtime")]
    pub(crate) fn add_queue(&self, queue: Weak<dyn CaptureQueue>) {
        let mut queues = self.queues.borrow_mut();
        queues.retain(|queue| queue.strong_count() > 0);
        queues.push(queue);
    }

    /// The live captures, in no order. None during a sweep.
    pub(crate) fn live(&self) -> Vec<LiveCapture> {
        let mut live = self.listed();
        if boa_gc::finalizer_safe() {
            for queue in self.queues.borrow().iter().filter_map(Weak::upgrade) {
                queue.for_each_unlisted(&mut |kind, mapping| {
                    if !mapping.is_empty() {
                        live.push(LiveCapture {
                            kind,
                            age: Duration::ZERO,
                            location: None,
                            mapping: mapping.clone(),
                            id: None,
                        });
                    }
                });
            }
        }
        live
    }

    /// How many captures are listed. O(1).
    pub(crate) fn listed_count(&self) -> usize {
        self.held.len()
    }

    fn listed(&self) -> Vec<LiveCapture> {
        let now = self.read_clock();
        let locations = self.locations.borrow();
        let live = self.held.all().into_iter().map(|listed| {
            let kind = listed.note & ((1 << KIND_BITS) - 1);
            let location = (listed.note >> KIND_BITS) & ((1 << LOCATION_BITS) - 1);
            let birth = (listed.note >> (KIND_BITS + LOCATION_BITS)) as u32;
            let age = now.saturating_sub(birth);
            LiveCapture {
                kind: CaptureKind::ALL[kind as usize],
                age: Duration::from_secs(age.into()) / PER_SECOND,
                location: (location as usize)
                    .checked_sub(1)
                    .and_then(|index| locations.all.get(index).cloned()),
                mapping: listed.mapping,
                id: Some(listed.id),
            }
        });
        live.collect()
    }

    /// The time as a part of a note.
    #[inline]
    fn birth(&self) -> u64 {
        match self.until_reading.get() {
            0 => self.now.set(self.read_birth()),
            more => self.until_reading.set(more - 1),
        }
        self.now.get()
    }

    #[cold]
    fn read_birth(&self) -> u64 {
        self.until_reading.set(CAPTURES_PER_READING);
        u64::from(self.read_clock()) << (LOCATION_BITS + KIND_BITS)
    }

    fn read_clock(&self) -> u32 {
        let elapsed = self.began.elapsed();
        let units = elapsed.as_millis() * u128::from(PER_SECOND) / 1000;
        u32::try_from(units).unwrap_or(u32::MAX)
    }

    #[cold]
    fn number_of_location(&self, context: &Context) -> u32 {
        let Some(location) = CaptureLocation::now(context) else {
            return 0;
        };
        let locations = &mut *self.locations.borrow_mut();
        if let Some(number) = locations.numbers.get(&location) {
            return *number;
        }
        if locations.all.len() >= MOST_LOCATIONS {
            return 0;
        }
        locations.all.push(location.clone());
        let number = u32::try_from(locations.all.len()).unwrap_or(0);
        locations.numbers.insert(location, number);
        number
    }
}
