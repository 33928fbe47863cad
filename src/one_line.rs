//! Text of programs on one line of a terminal.

use std::fmt::{self, Write as _};

/// Displays a text on one line, without anything that a terminal obeys.
///
/// For hosts that print what comes from programs: names, messages, paths. Control characters, line and paragraph
/// separators and the controls of writing direction become spaces, so that the text can neither begin a line of its own nor
/// change what stands beside it. Costs no allocation.
///
/// ```
/// use boa_async_context::OneLine;
///
/// let name = OneLine::new("\u{1b}[2J\nall is well").at_most(10);
/// assert_eq!(name.to_string(), " [2J all i...");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct OneLine<'a> {
    text: &'a str,
    most: usize,
}

impl<'a> OneLine<'a> {
    /// All of `text`.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self {
            text,
            most: usize::MAX,
        }
    }

    /// At most so many characters, and `...` if there are more.
    #[must_use]
    pub const fn at_most(self, most: usize) -> Self {
        Self { most, ..self }
    }
}

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.text.chars().enumerate() {
            if place == self.most {
                return f.write_str("...");
            }
            f.write_char(harmless(letter))?;
        }
        Ok(())
    }
}

/// The character, or a space for one that could change more than its own place.
pub(crate) const fn harmless(letter: char) -> char {
    match letter {
        // C0 with tabs and newlines, DEL, C1.
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => ' ',
        // Line and paragraph separators.
        '\u{2028}' | '\u{2029}' => ' ',
        // Marks, embeddings, overrides and isolates of writing direction.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            ' '
        }
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::OneLine;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        let controls = ('\0'..='\u{2100}').filter(|letter| letter.is_control());
        let others = "\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
                      \u{2066}\u{2067}\u{2068}\u{2069}";
        for letter in controls.chain(others.chars()) {
            let text = OneLine::new(&format!("a{letter}b")).to_string();
            assert_eq!(text, "a b", "{letter:?}");
        }
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in ["", "naïve `x` → ü", "עברית", "👩‍👩‍👧", "\u{a0}"] {
            assert_eq!(OneLine::new(text).to_string(), text);
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let text = OneLine::new("äöü");
        assert_eq!(text.at_most(2).to_string(), "äö...");
        assert_eq!(text.at_most(3).to_string(), "äöü");
    }
}
