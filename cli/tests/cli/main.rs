//! `boa-ac` as a user meets it: what it prints, and how it ends.

mod census;
mod comparison;
mod console;
mod heap_snapshot;
mod leaks;
mod leaks_why;
mod leaks_why_groups;
mod limits;
mod loopback;
mod npm;
mod packages;
#[path = "../../../tests/support/patience.rs"]
mod patience;
mod process;
mod run;
mod support;
mod terminate;
mod test262;
mod watch;
mod wpt;
