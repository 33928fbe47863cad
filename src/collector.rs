//! When the collector of the engine collects by itself.

/// When the collector of a thread collects by itself: for all contexts of the thread, since they share it.
///
/// A collection goes through the whole heap. With the engine's own settings it comes when 1 MiB is allocated, and then whenever the heap
/// has grown by 43 %, so a program that allocates much beside a small heap is collected all the time. Only the boxes of the collector are
/// counted, not what they own elsewhere.
///
/// ```
/// use boa_async_context::CollectorSettings;
///
/// let settings = CollectorSettings::ENGINE.threshold(16 << 20).used_percentage(50);
/// if !settings.apply() {
///     eprintln!("this engine collects when it likes");
/// }
/// # CollectorSettings::ENGINE.apply();
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CollectorSettings {
    threshold: usize,
    used_percentage: usize,
}

impl CollectorSettings {
    /// Those of the engine: 1 MiB, and 70 %.
    pub const ENGINE: Self = Self {
        threshold: 1 << 20,
        used_percentage: 70,
    };

    /// Sets how many bytes are allocated when the next collection comes.
    #[must_use]
    pub const fn threshold(mut self, bytes: usize) -> Self {
        self.threshold = bytes;
        self
    }

    /// Sets how much of the threshold a collection may leave, in percent from 1 to 95. If it leaves more, the threshold is raised
    /// until it is that part: with 50 the heap doubles until the next collection.
    #[must_use]
    pub const fn used_percentage(mut self, percentage: usize) -> Self {
        self.used_percentage = percentage;
        self
    }

    /// Sets them for this thread. Collects nothing.
    ///
    /// Returns whether the engine can: the published one cannot, and goes on as before
    /// (`engine/22-collector.md`). Must not be called by a `Drop` or `Finalize` that a collection runs.
    pub fn apply(self) -> bool {
        #[cfg(exact_collector)]
        boa_gc::configure(boa_gc::GcConfig {
            threshold: self.threshold,
            used_space_percentage: self.used_percentage,
        });
        cfg!(exact_collector)
    }
}
