//! Whether a garbage collection has run.

use std::{cell::Cell, rc::Rc};

use boa_gc::{Finalize, Gc, Trace};

#[derive(Trace, Finalize)]
struct Swept {
    #[unsafe_ignore_trace]
    _flag: Flag,
}

struct Flag(Rc<Cell<bool>>);

impl Drop for Flag {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

/// A flag that the next collection of this thread sets.
pub fn collected() -> Rc<Cell<bool>> {
    let flag = Rc::new(Cell::new(false));
    drop(Gc::new(Swept {
        _flag: Flag(flag.clone()),
    }));
    flag
}
