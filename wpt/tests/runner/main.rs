//! The web-platform-tests runner: what it reports about files that pass, fail, hang and deceive.

mod files;
#[path = "../../../tests/support/patience.rs"]
mod patience;
mod support;
mod workers;
// As `boa-ac wpt` has them, so that its set-up is tested here.
#[path = "../../../cli/src/wpt_apis.rs"]
mod wpt_apis;
mod wptserve;
