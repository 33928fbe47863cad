//! A game with its own loop, its own job executor and its own time, whose entities are scripted in JavaScript.
//!
//! ```js
//! async function patrol() {
//!     for (;;) {
//!         await seconds(2);          // of the game, not of the clock
//!         move(1, 0);                // this entity: the context knows which
//!         await nextFrame();
//!     }
//! }
//! ```
//!
//! **Each script runs in the context of its entity**, and the engine finds the entity again in every native function, after
//! any number of frames: [`ENTITY`], and `entity.get()` for the scripts themselves. When an entity is despawned, its
//! [scope](boa_async_context::HostScope) ends, and code that is still about has no entity any more.
//!
//! **A frame keeps its budget.** It runs so many microtasks, or so long, and the rest waits for the next frame. A job executor is
//! asked to enqueue a job in the context of the code that makes it, so the queue has a line for each entity, and the lines take
//! turns. A script that floods the queue delays itself.
//!
//! **Why not [`EventLoop`](https://docs.rs/boa_async_context)?** It would do for a level editor: `Runtime::turn(budget)` runs what
//! can be run in some milliseconds. But its timers go by the clock of the machine. Here a game that is paused has no timers that
//! run on, a replay gives the same game, and entities share the frame. So the game keeps its own executor and decorates it with
//! `AsyncContext`: four lines of [`Game::new`]. There is no tokio in it, and the library is built without its default feature.

mod clock;
mod entity;
mod functions;
mod game;
mod hooks;
mod queue;
mod scheduler;

pub use clock::GameClock;
pub use entity::{ENTITY, Entity, EntityId};
pub use game::{Frame, Game, STEP};
pub use scheduler::{Budget, ScriptError};
