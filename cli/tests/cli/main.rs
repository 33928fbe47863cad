//! `boa-ac` as a user meets it: what it prints, and how it ends.

mod census;
<<<<<<< HEAD
mod comparison;
=======
mod console;
>>>>>>> e47f90c (web, reports: how objects of the web look, and the place in the program of an engine panic)
mod heap_snapshot;
mod leaks;
mod leaks_why;
mod leaks_why_groups;
mod limits;
mod npm;
mod packages;
mod process;
mod run;
mod support;
mod terminate;
mod test262;
mod wpt;
