//! The web-platform-tests runner: what it reports about files that pass, fail, hang and deceive.

mod files;
mod support;
mod workers;
mod wptserve;
