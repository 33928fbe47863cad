//! Cleaning up after native objects that JavaScript has forgotten: asynchronously, off the JS thread, from
//! inside a GC sweep.
//!
//! This is the crate [`async_cleanup`], which knows no JS engine, and what gives its resources to
//! JavaScript:
//!
//! | to | take |
//! |---|---|
//! | expose an asynchronous native resource as a JS class | [`ResourceClasses::class`], [`NativeResource`] |
//! | return something from an operation | [`OperationValue`], [`Owned`], [`Bytes`] |
//! | run any cleanup from a `Drop` | [`CleanupQueue`], [`Submitter`] |
//! | release ids at another process, in batches | [`ReleaseBatcher`], [`Peer`] |
//! | free a value once and never under an operation | [`Guarded`], [`HandleGuard`] |

pub use crate::resource_class::{
    Bytes, ClassBuilder, OperationValue, ResourceClasses, ViaResource, ViaTryIntoJs,
};
pub use async_cleanup::*;
