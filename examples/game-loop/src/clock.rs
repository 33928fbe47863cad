//! The time of the game.

use std::{cell::Cell, time::Duration};

use boa_engine::context::time::{Clock, JsInstant};

/// A clock that the game moves. Scripts know no other: a game that is paused has no timers that run on.
#[derive(Debug, Default)]
pub struct GameClock(Cell<Duration>);

impl GameClock {
    /// The time since the game began.
    #[must_use]
    pub fn time(&self) -> Duration {
        self.0.get()
    }

    /// Moves the clock on.
    pub(crate) fn advance(&self, by: Duration) {
        self.0.set(self.0.get() + by);
    }
}

impl Clock for GameClock {
    fn now(&self) -> JsInstant {
        let time = self.time();
        JsInstant::new(time.as_secs(), time.subsec_nanos())
    }

    fn system_time_millis(&self) -> i64 {
        i64::try_from(self.time().as_millis()).unwrap_or(i64::MAX)
    }
}
