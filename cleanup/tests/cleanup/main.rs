//! The cleanup queue, the batcher and resources, as a program uses them. The guard's interleavings are
//! modelled in `cleanup/models`.

mod batch;
mod guard;
mod queue;
mod resource;
mod support;
