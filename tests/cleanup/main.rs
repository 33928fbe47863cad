//! The cleanup queue, the batcher and native resources, as a host uses them. The guard's interleavings are
//! modelled in `cleanup/models`.

mod batch;
mod guard;
mod queue;
mod resource;
mod support;
