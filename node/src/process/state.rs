//! What a program has done to its process, in the data of the context.

use std::{cell::Cell, rc::Rc};

use boa_engine::Context;

/// One for all realms of a context.
#[derive(Default)]
pub(super) struct State {
    pub(super) exit_code: Cell<Option<i32>>,
    /// Whether the program has called `exit`.
    pub(super) is_exiting: Cell<bool>,
}

impl State {
    /// That of a context, made when it is first asked for.
    pub(super) fn of(context: &mut Context) -> Rc<Self> {
        if let Some(state) = context.get_data::<Rc<Self>>() {
            return state.clone();
        }
        let state = Rc::new(Self::default());
        context.insert_data(state.clone());
        state
    }
}
