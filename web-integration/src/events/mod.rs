//! `Event`, `CustomEvent` and `EventTarget`.
//!
//! There is no tree of nodes: the path of an event is its target alone.

pub(crate) mod custom_event;
pub(crate) mod dispatch;
pub(crate) mod event;
pub(crate) mod listener;
pub(crate) mod target;
