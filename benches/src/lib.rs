//! What the benches measure, and what they share.

mod comparisons;
mod server;
pub mod setup;

use boa_async_context::CountingAllocator;
use mimalloc::MiMalloc;

pub use comparisons::{Comparison, Prepared, Variant, comparisons};

/// The allocator of `boa-ac`, so that the benches tell what its users get.
#[global_allocator]
static ALLOCATOR: CountingAllocator<MiMalloc> = CountingAllocator::new(MiMalloc);
