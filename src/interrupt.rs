//! The flag with which another thread, or the allocator, asks for the end of what a context is running.
//!
//! In exact mode it is the engine's, and the engine looks at it while JavaScript runs. On the published engine it is one of
//! ours, and only the event loop looks at it, between two jobs.

#[cfg(exact_interrupts)]
pub(crate) use boa_engine::vm::InterruptHandle as Interrupt;

#[cfg(not(exact_interrupts))]
pub(crate) use flag::Interrupt;

#[cfg(not(exact_interrupts))]
mod flag {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    };

    /// The same as the engine's handle in exact mode.
    #[derive(Debug, Clone, Default)]
    pub(crate) struct Interrupt(Arc<AtomicBool>);

    impl Interrupt {
        /// Requests an interruption, from any thread.
        pub(crate) fn interrupt(&self) {
            self.0.store(true, Ordering::Relaxed);
        }

        /// Takes the request back. Returns whether there was one.
        pub(crate) fn clear(&self) -> bool {
            self.0.swap(false, Ordering::Relaxed)
        }

        /// Whether an interruption is requested.
        pub(crate) fn is_requested(&self) -> bool {
            self.0.load(Ordering::Relaxed)
        }
    }
}
