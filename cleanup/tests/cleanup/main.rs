//! The cleanup queue, the batcher and resources, as a program uses them. The guard's interleavings are
//! modelled in `cleanup/models`.

mod batch;
mod guard;
#[path = "../../../tests/support/patience.rs"]
mod patience;
mod queue;
#[path = "../../../tests/support/random_input.rs"]
mod random_input;
mod resource;
mod schedules;
mod support;
