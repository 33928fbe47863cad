//! The measure: how much of the native stack a text needs at least to be refused, and at most to be let through.

use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
};

use super::{
    costs::Costs,
    frame::Kind,
    reading::Reading,
    text::{Text, Token},
};

/// What the measure has found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measured {
    /// No reading needs more than this many bytes of the native stack.
    Needs(usize),
    /// There is a reading that needs more than it may have, from this place in the text on.
    TooMuch(usize),
}

/// A text that can be read in more ways than this up to one place is refused: no program is written so.
const MOST_READINGS: usize = 64;

/// Measures a text. `most` are the bytes that it may need.
///
/// One pass over the text for each reading; the readings of a `/` mostly meet again a few tokens later.
pub(super) fn measure<U: Copy + Into<u32>>(text: &[U], costs: &Costs, most: usize) -> Measured {
    let text = Text(text);
    let mut scan = Scan {
        text,
        costs,
        most,
        open: vec![Reading::new()],
        parted: HashMap::new(),
        hasher: RandomState::new(),
    };
    let mut needs = 0;
    while let Some(reading) = scan.open.pop() {
        match scan.run(reading) {
            Measured::Needs(bytes) => needs = needs.max(bytes),
            too_much @ Measured::TooMuch(_) => return too_much,
        }
    }
    Measured::Needs(needs)
}

struct Scan<'a, U> {
    text: Text<'a, U>,
    costs: &'a Costs,
    most: usize,
    /// Readings that are to be followed.
    open: Vec<Reading>,
    /// The places where readings have parted, with the hashes of their states. One that comes there again has nothing new.
    parted: HashMap<usize, Vec<u64>>,
    hasher: RandomState,
}

impl<U: Copy + Into<u32>> Scan<'_, U> {
    /// Follows a reading to its end.
    fn run(&mut self, mut reading: Reading) -> Measured {
        loop {
            let Some((place, has_newline)) = self.text.skip_space(reading.place) else {
                return self.finish(reading);
            };
            let (mut token, mut end) = self.text.token(place, has_newline);
            let other = match (token, reading.slash(has_newline)) {
                (Token::Slash, Some(true)) => {
                    (token, end) = self.text.regular_expression(end);
                    None
                }
                (Token::Slash, Some(false)) => {
                    token = Token::Binary;
                    None
                }
                (Token::Slash, None) => {
                    token = Token::Binary;
                    Some(self.text.regular_expression(end))
                }
                (Token::HtmlComment, _) => {
                    token = Token::Right;
                    Some((Token::Space, self.text.end_of_line(place)))
                }
                _ => None,
            };
            if let Some((token, end)) = other {
                let states = self.parted.entry(place).or_default();
                let state = self.hasher.hash_one(reading.state());
                if states.contains(&state) {
                    return self.finish(reading);
                }
                states.push(state);
                if states.len() > MOST_READINGS {
                    return Measured::TooMuch(place);
                }
                let mut other = reading.clone();
                other.place = end;
                if other.take(token, has_newline, self.costs) {
                    self.open.push(other);
                }
            }
            reading.place = end;
            if token == Token::Close(b'}') && reading.top().kind == Kind::Template {
                reading.end_substitution(self.costs);
                (token, reading.place) = self.text.template(end);
            }
            if !reading.take(token, has_newline, self.costs) {
                return self.finish(reading);
            }
            reading.stack = reading.stack.max(reading.top().stack());
            if reading.stack.saturating_add(reading.top().tree()) > self.most {
                return Measured::TooMuch(place);
            }
        }
    }

    /// What a reading needs that has come to its end.
    fn finish(&self, mut reading: Reading) -> Measured {
        reading.close_all(self.costs);
        let needs = reading.stack.saturating_add(reading.top().tree());
        if needs > self.most {
            Measured::TooMuch(reading.place)
        } else {
            Measured::Needs(needs)
        }
    }
}
