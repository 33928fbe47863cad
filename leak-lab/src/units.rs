//! Numbers with their units, as people read them.

/// A unit that fits a series of values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Unit {
    pub(crate) name: &'static str,
    pub(crate) size: f64,
}

/// The units of sizes; in thousands, so that the ticks of an axis are round.
const BYTES: [Unit; 4] = [
    unit("B", 1.0),
    unit("kB", 1e3),
    unit("MB", 1e6),
    unit("GB", 1e9),
];

const fn unit(name: &'static str, size: f64) -> Unit {
    Unit { name, size }
}

impl Unit {
    /// The unit of bytes in which `value` has one to three digits before the point.
    pub(crate) fn of_bytes(value: f64) -> Self {
        let fits = |unit: &&Self| value.abs() >= unit.size;
        *BYTES.iter().rfind(fits).unwrap_or(&BYTES[0])
    }
}

/// `1.95 kB`, `-38 B`, `0 B`: three digits.
pub(crate) fn bytes(value: f64) -> String {
    let unit = Unit::of_bytes(value);
    format!("{} {}", digits(value / unit.size), unit.name)
}

/// `0.17 ms`, `28.4 ms`, `1,200 ms`: three digits.
pub(crate) fn milliseconds(value: f64) -> String {
    format!("{} ms", digits(value))
}

/// Three digits, and no more than two behind the point: `0.17`, `28.4`, `1,951`.
pub(crate) fn digits(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 99.95 => 0,
        size if size >= 9.995 => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    let text = match text.split_once('.') {
        Some((whole, part)) if part.bytes().all(|digit| digit == b'0') => whole,
        _ => &text,
    };
    grouped(if text == "-0" { "0" } else { text })
}

/// The number at a tick of an axis: three digits without zeros at the end.
pub(crate) fn tick(value: f64) -> String {
    let text = digits(value);
    if text.contains('.') {
        text.trim_end_matches('0').to_owned()
    } else {
        text
    }
}

/// A whole number with its digits in groups: `100,000`.
pub(crate) fn count(value: f64) -> String {
    grouped(&format!("{value:.0}"))
}

fn grouped(text: &str) -> String {
    let (whole, part) = text
        .split_once('.')
        .map_or((text, None), |(whole, part)| (whole, Some(part)));
    let (sign, whole) = whole
        .strip_prefix('-')
        .map_or(("", whole), |whole| ("-", whole));
    let mut grouped = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(part) = part {
        grouped.push('.');
        grouped.push_str(part);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_three_digits_and_a_unit() {
        let cases = [
            (0.0, "0 B"),
            (-0.2, "-0.20 B"),
            (-0.001, "0 B"),
            (38.0, "38 B"),
            (398.4, "398 B"),
            (999.9, "1,000 B"),
            (1_951.0, "1.95 kB"),
            (-63_851.0, "-63.9 kB"),
            (300_652.0, "301 kB"),
            (2e6, "2 MB"),
            (7e12, "7,000 GB"),
        ];
        for (value, text) in cases {
            assert_eq!(bytes(value), text);
        }
    }

    #[test]
    fn counts_and_times_are_grouped() {
        assert_eq!(count(120_000.0), "120,000");
        assert_eq!(count(999.0), "999");
        assert_eq!(milliseconds(1_234.5), "1,234 ms");
        assert_eq!(milliseconds(0.166), "0.17 ms");
        assert_eq!(milliseconds(20.0), "20 ms");
        assert_eq!(
            [0.1, 20.0, 0.25, 1_000.0].map(tick),
            ["0.1", "20", "0.25", "1,000"]
        );
    }
}
