//! Random input for readers: pieces of what a reader knows, and of what it does not.
//!
//! The same seed gives the same input on every machine. It is included in the tests of several crates.
#![allow(dead_code, reason = "each of them uses a part of it")]

/// How many inputs a reader gets.
const CASES: u64 = 2000;

/// What is special to some reader, or to none.
const ODD: &[&str] = &[
    "",
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\0",
    "\"",
    "'",
    "\\",
    ":",
    ";",
    ",",
    "=",
    "-",
    "--",
    "%",
    "%0",
    "%zz",
    "#",
    "?",
    "/",
    "//",
    "../",
    "{",
    "}",
    "[",
    "]",
    "&",
    "*",
    "!",
    "0",
    "-1",
    "1e999",
    "18446744073709551616",
    "a",
    "A",
    "\u{e9}",
    "\u{feff}",
    "\u{1f600}",
    "\u{fffd}",
    "\u{2028}",
    "\u{7f}",
];

/// A source of random input: SplitMix64.
pub struct Input(u64);

impl Input {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is above 0.
    pub fn below(&mut self, end: usize) -> usize {
        let remainder = self.number() % end as u64;
        usize::try_from(remainder).expect("it is below `end`")
    }

    /// One of these.
    pub fn one_of<'a, T>(&mut self, these: &'a [T]) -> &'a T {
        &these[self.below(these.len())]
    }

    /// A text of at most `most` pieces: three of four are of `pieces`.
    pub fn text(&mut self, pieces: &[&str], most: usize) -> String {
        let count = self.below(most + 1);
        (0..count)
            .map(|_| match self.below(4) {
                0 => *self.one_of(ODD),
                _ => *self.one_of(pieces),
            })
            .collect()
    }

    /// The same as bytes. Some of them may be lost or exchanged, so that it need not be UTF-8.
    pub fn bytes(&mut self, pieces: &[&str], most: usize) -> Vec<u8> {
        let mut bytes = self.text(pieces, most).into_bytes();
        for _ in 0..self.below(3) {
            if bytes.is_empty() {
                break;
            }
            let at = self.below(bytes.len());
            if self.below(2) == 0 {
                bytes.remove(at);
            } else {
                bytes[at] = self.number().to_le_bytes()[0];
            }
        }
        bytes
    }
}

/// Tells the seed of an input for which a check panics.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the input has the seed {}", self.0);
        }
    }
}

/// Checks a reader with many inputs.
pub fn each(check: impl FnMut(&mut Input)) {
    each_of(CASES, check);
}

/// Checks something dear with so many inputs.
pub fn each_of(cases: u64, mut check: impl FnMut(&mut Input)) {
    for seed in 0..cases {
        let _told = Seed(seed);
        check(&mut Input(seed));
    }
}
