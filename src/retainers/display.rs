//! The report as text.
//!
//! Names and values come from the program, so they may be of any length and hold anything. What is printed is cut, and
//! control characters are replaced: a terminal would obey them, and a line must stay one line.

use std::{
    fmt::{self, Write as _},
    time::Duration,
};

use super::{
    groups::RetainedGroup,
    holders::OtherCaptures,
    inside::LargestPart,
    phrases::{advice, made},
    report::Retainers,
};
use crate::one_line::harmless;

impl fmt::Display for Retainers {
    /// A line of totals, then the groups, the largest first. Ends without a newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.captures == 0 {
            return f.write_str("No capture holds a context: nothing is kept alive by one.");
        }
        let bytes = bytes(self.bytes);
        match self.captures {
            1 => write!(f, "1 capture keeps {bytes} alive.")?,
            captures => write!(f, "{captures} captures keep {bytes} alive.")?,
        }
        if self.groups.is_empty() && self.left_out == 0 {
            f.write_str(" None of them holds such a value.")?;
        }
        if self.is_truncated {
            f.write_str(
                "\nThere was more than a report can hold: what is furthest from the captures is missing.",
            )?;
        }
        for (number, group) in self.groups.iter().enumerate() {
            write!(f, "\n\n{}. {group}", number + 1)?;
        }
        Ok(())
    }
}

impl fmt::Display for RetainedGroup {
    /// What is kept alive, a chain that keeps it alive, and what to do; several lines, without a final newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = match self.values {
            1 => "1 value".to_owned(),
            values => format!("{values} values"),
        };
        let of = match self.variables {
            1 => "variable".to_owned(),
            variables => format!("{variables} variables"),
        };
        let name = Line(&self.variable);
        write!(f, "{values} of {of} `{name}`, {}", bytes(self.bytes))?;
        let (one, several) = made(self.kind);
        match self.captures {
            1 => write!(f, "\n   kept by a {one}")?,
            captures => write!(f, "\n   kept by {captures} {several}")?,
        }
        if let Some(location) = &self.location {
            write!(f, " at {}", Line(&location.to_string()))?;
            if !matches!(&*location.function, "" | "<main>") {
                write!(f, " in {}", Line(&location.function))?;
            }
        }
        let age = age(self.oldest);
        match self.captures {
            1 => write!(f, ", {age} ago")?,
            _ => write!(f, ", the oldest {age} ago")?,
        }
        if let (Some(source), Some(location)) = (&self.source, &self.location) {
            write!(f, "\n     {}", Line(&location.with_path()))?;
            write!(f, "\n       {}", Line(source))?;
        }
        for (place, step) in self.chain.iter().enumerate() {
            let arrow = if place == 0 { "" } else { "  -> " };
            write!(f, "\n     {arrow}{}", Line(step))?;
        }
        if let Some(LargestPart { part, bytes: size }) = &self.largest_part {
            write!(f, "\n   most of it: {}, {}", Line(part), bytes(*size))?;
        }
        write_others(self, f)?;
        write!(f, "\n   to do: {}", advice(self.kind))?;
        if self.values == 1 && self.largest_part.is_some() {
            f.write_str("; or take out of the value what nothing needs any more")?;
        }
        Ok(())
    }
}

/// Says what else holds the values, so that a reader who follows the report frees them.
fn write_others(group: &RetainedGroup, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (inside, beside): (Vec<_>, Vec<_>) =
        group.others.iter().partition(|other| other.is_in_value);
    if !beside.is_empty() {
        f.write_str(
            "\n   other captures keep these values, too; mending the place above alone frees ",
        )?;
        match group.freed {
            0 => f.write_str("none of them:")?,
            freed => write!(f, "{}:", bytes(freed))?,
        }
        write_places(&beside, f)?;
    }
    if !inside.is_empty() {
        f.write_str(
            "\n   Snapshot objects inside values keep these values, too; if the program also holds them elsewhere, drop them \
             there:",
        )?;
        write_places(&inside, f)?;
    }
    if group.others.is_empty() && group.freed < group.bytes {
        write!(
            f,
            "\n   Snapshot objects inside these values keep {} of it; what the program also holds elsewhere stays",
            bytes(group.bytes - group.freed)
        )?;
    }
    if !group.is_complete {
        f.write_str(
            "\n   there may be more captures that keep them: there was too much to look through",
        )?;
    }
    Ok(())
}

/// A line for each place, the ones with most captures first.
fn write_places(others: &[&OtherCaptures], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for other in others.iter().take(MOST_PLACES) {
        let (one, several) = made(other.kind);
        match other.captures {
            1 => write!(f, "\n     {one}")?,
            captures => write!(f, "\n     {captures} {several}")?,
        }
        if let Some(location) = &other.location {
            write!(f, " at {}", Line(&location.to_string()))?;
        }
    }
    match others.len().saturating_sub(MOST_PLACES) {
        0 => Ok(()),
        1 => f.write_str("\n     captures of 1 more place"),
        more => write!(f, "\n     captures of {more} more places"),
    }
}

/// The most places that are printed of what else holds the values of a group.
const MOST_PLACES: usize = 8;
/// The most characters of a name, a step or a path that are printed.
const LONGEST: usize = 500;

/// A text on one line.
struct Line<'a>(&'a str);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.chars().enumerate() {
            if place == LONGEST {
                return f.write_str("...");
            }
            f.write_char(harmless(letter))?;
        }
        Ok(())
    }
}

/// A size with three digits.
fn bytes(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    let mut size = bytes as f64;
    let mut unit = "bytes";
    for larger in ["KB", "MB", "GB"] {
        // What would be shown as 1000.
        if size < 999.5 {
            break;
        }
        size /= 1000.0;
        unit = larger;
    }
    match unit {
        "bytes" => format!("about {bytes} bytes"),
        _ if size < 10.0 => format!("about {size:.2} {unit}"),
        _ if size < 100.0 => format!("about {size:.1} {unit}"),
        _ => format!("about {size:.0} {unit}"),
    }
}

fn age(age: Duration) -> String {
    match age.as_secs() {
        0 => format!("{} ms", age.as_millis()),
        seconds @ 1..100 => format!("{seconds}.{} s", age.subsec_millis() / 100),
        seconds @ 100..7200 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3600),
    }
}
