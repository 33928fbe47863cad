//! Why values of variables are alive: the graph from captures over mappings to values.
//!
//! | file | what |
//! |---|---|
//! | `report` | [`Retainers`]: makes the graph and the groups |
//! | `display` | the report as text |
//! | `heap_snapshot` | the graph as a `.heapsnapshot` file |
//! | `chain`, `groups` | a way in words; values that are kept alive in the same way |
//! | `inside`, `source_files` | where most of a value is; the lines that captures were made at |
//! | `paths`, `holders`, `dominators`, `roots` | shortest ways; all captures that reach a value; retained sizes; the captures to begin with |
//! | `together` | what several values retain |
//! | `walk`, `object` | from captures to values, and from value to value, without running code |
//! | `graph`, `sites`, `phrases` | nodes and edges; places in the program; words |

mod chain;
mod display;
mod dominators;
mod graph;
mod groups;
mod heap_snapshot;
mod holders;
mod inside;
mod object;
mod paths;
mod phrases;
mod report;
mod roots;
mod sites;
mod source_files;
mod together;
mod walk;

pub use groups::RetainedGroup;
pub use holders::OtherCaptures;
pub use inside::LargestPart;
pub use report::Retainers;

#[cfg(test)]
mod tests;
