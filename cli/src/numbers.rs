//! Numbers on the command line.

use std::time::Duration;

/// Parses a number of seconds, such as `0.5`; for clap.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    parse(text).ok_or_else(|| "a number of seconds is wanted, such as 5 or 0.5".to_owned())
}

/// Parses a number of seconds above 0, such as `0.5`; for clap.
pub(crate) fn seconds_above_zero(text: &str) -> Result<Duration, String> {
    parse(text)
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| "a number of seconds above 0 is wanted, such as 5 or 0.5".to_owned())
}

fn parse(text: &str) -> Option<Duration> {
    let seconds: f64 = text.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}
