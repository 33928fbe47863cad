//! Calls that open a resource.

use std::{fmt, sync::Arc};

use super::{native::NativeResource, owned::Owned, shared::Shared};

/// A call that is opening a resource. A shutdown waits until it is dropped or [has opened](Self::own) its resource.
#[must_use = "dropping it at once ends the opening at once"]
pub struct Opening {
    shared: Arc<Shared>,
    has_place: bool,
    /// Whether there is a resource that has what this call counted.
    has_opened: bool,
}

impl Opening {
    pub(super) fn begin(shared: Arc<Shared>) -> Option<Self> {
        // Counted before the look: either a shutdown on another thread sees the call, or the call sees the
        // shutdown.
        shared.places.begin_opening();
        let opening = Self {
            shared,
            has_place: false,
            has_opened: false,
        };
        (!opening.shared.is_shutting_down()).then_some(opening)
    }

    /// Waits until there are fewer than `most` resources that have not ended and calls that have a place, and takes a place.
    /// Returns whether it has one: not if there is none and a shutdown has begun.
    ///
    /// A resource keeps its place until it is closed to the end, and that takes at most the
    /// [`close_deadline`](super::ResourceOptions::close_deadline). If nothing is being closed and there is no place, this
    /// waits until something is.
    pub async fn until_place(&mut self, most: u64) -> bool {
        let shared = self.shared.clone();
        let places = &shared.places;
        loop {
            // Another call may be faster each time.
            self.has_place = self.has_place || places.take(most);
            if self.has_place || shared.is_shutting_down() {
                return self.has_place;
            }
            places
                .until_fewer_than(most, || shared.is_shutting_down())
                .await;
        }
    }

    /// Makes a resource of what the call has opened, in its place. See [`Resources::own`](super::Resources::own).
    #[must_use]
    pub fn own<R: NativeResource>(mut self, value: R) -> Owned<R> {
        if !self.has_place {
            self.shared.places.take_anyway();
        }
        self.has_opened = true;
        Owned::new(value, &self.shared)
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        let Self {
            has_opened,
            has_place,
            ..
        } = *self;
        self.shared.places.end_opening(has_opened, has_place);
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opening")
            .field("has_place", &self.has_place)
            .finish_non_exhaustive()
    }
}
