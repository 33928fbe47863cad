//! The entities of the game, and which of them the running code works for.

use std::{
    fmt,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
};

use boa_async_context::{Agent, HostVariable};
use boa_engine::Context;

/// The entity that the running code works for.
pub static ENTITY: LazyLock<HostVariable<Entity>> = LazyLock::new(HostVariable::new);

/// The number of an entity. They are never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "entity {}", self.0)
    }
}

/// What the engine of the game knows of an entity. Scripts change it by native functions.
#[derive(Debug)]
pub struct Entity {
    /// Its number.
    pub id: EntityId,
    position: Mutex<(f64, f64)>,
}

impl Entity {
    pub(crate) fn new(id: EntityId) -> Self {
        Self {
            id,
            position: Mutex::default(),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn position(&self) -> (f64, f64) {
        *self.lock()
    }

    pub(crate) fn move_by(&self, x: f64, y: f64) {
        let mut position = self.lock();
        position.0 += x;
        position.1 += y;
    }

    fn lock(&self) -> MutexGuard<'_, (f64, f64)> {
        self.position.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The entity that the running code works for, while it exists.
pub(crate) fn current(context: &Context) -> Option<Arc<Entity>> {
    ENTITY.get(Agent::borrowed_from(context)?)
}
