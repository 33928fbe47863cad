//! Resources without a language binding.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_cleanup::{CleanupError, NativeResource, ResourceOptions, Resources};

use crate::support::{LONG, Log};

/// Shared by a test and its resources.
#[derive(Clone, Default)]
struct World {
    log: Log,
    dropped: Arc<AtomicUsize>,
}

/// A resource that logs its end.
struct Thing {
    name: String,
    world: World,
}

impl Drop for Thing {
    fn drop(&mut self) {
        self.world.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

impl NativeResource for Thing {
    const NAME: &'static str = "Thing";

    async fn close(self) -> Result<(), CleanupError> {
        self.world.log.push(format!("closed {}", self.name));
        Ok(())
    }
}

#[test]
fn what_nothing_ever_served_is_dropped_with_its_owner() {
    let world = World::default();
    let resources = Resources::new(ResourceOptions::default());
    let owned = |name: &str| {
        resources.own(Thing {
            name: name.to_owned(),
            world: world.clone(),
        })
    };
    let (first, second) = (owned("a"), owned("b"));
    // One is in the queue when the owner is dropped, one comes later.
    drop(first);
    drop(resources);
    assert_eq!(world.dropped.load(Ordering::SeqCst), 1);
    drop(second);
    assert_eq!(world.dropped.load(Ordering::SeqCst), 2);
    assert!(world.log.lines().is_empty());
}

#[test]
fn a_shutdown_starts_what_closes_if_nothing_does_yet() {
    let world = World::default();
    let resources = Resources::new(ResourceOptions::default());
    let owned = resources.own(Thing {
        name: "a".to_owned(),
        world: world.clone(),
    });
    let report = resources.shutdown_blocking(LONG);
    assert_eq!((report.closed, report.open), (1, 0));
    drop(owned);
}
