//! A string that is written piece by piece.

use boa_engine::{
    JsNativeError, JsResult, JsString,
    string::{JsStr, JsStrVariant},
};

/// The most code units of a string, as many as other engines allow. It would be a gigabyte.
const MOST: usize = 1 << 29;

/// The code units so far: bytes until one comes that is above 0xFF.
pub(super) enum Text {
    Latin1(Vec<u8>),
    Utf16(Vec<u16>),
}

impl Text {
    pub(super) const fn new() -> Self {
        Self::Latin1(Vec::new())
    }

    pub(super) const fn len(&self) -> usize {
        match self {
            Self::Latin1(units) => units.len(),
            Self::Utf16(units) => units.len(),
        }
    }

    pub(super) fn truncate(&mut self, length: usize) {
        match self {
            Self::Latin1(units) => units.truncate(length),
            Self::Utf16(units) => units.truncate(length),
        }
    }

    /// Makes room for so many units more.
    ///
    /// # Errors
    ///
    /// A `RangeError` if the string would be too long.
    pub(super) fn reserve(&mut self, more: usize) -> JsResult<()> {
        if self.len().saturating_add(more) > MOST {
            return Err(JsNativeError::range()
                .with_message(format!("a string has at most {MOST} code units"))
                .into());
        }
        match self {
            Self::Latin1(units) => units.reserve(more),
            Self::Utf16(units) => units.reserve(more),
        }
        Ok(())
    }

    pub(super) fn push_ascii(&mut self, text: &str) {
        match self {
            Self::Latin1(units) => units.extend_from_slice(text.as_bytes()),
            Self::Utf16(units) => units.extend(text.bytes().map(u16::from)),
        }
    }

    pub(super) fn push_unit(&mut self, unit: u16) {
        match self {
            Self::Latin1(units) => match u8::try_from(unit) {
                Ok(unit) => units.push(unit),
                Err(_) => self.wide().push(unit),
            },
            Self::Utf16(units) => units.push(unit),
        }
    }

    pub(super) fn push(&mut self, text: JsStr<'_>) {
        match (text.variant(), &mut *self) {
            (JsStrVariant::Latin1(text), Self::Latin1(units)) => units.extend_from_slice(text),
            (JsStrVariant::Latin1(text), Self::Utf16(units)) => {
                units.extend(text.iter().copied().map(u16::from));
            }
            (JsStrVariant::Utf16(text), _) => self.wide().extend_from_slice(text),
        }
    }

    /// The units as those of UTF-16, from now on.
    fn wide(&mut self) -> &mut Vec<u16> {
        if let Self::Latin1(units) = self {
            *self = Self::Utf16(units.iter().copied().map(u16::from).collect());
        }
        match self {
            Self::Utf16(units) => units,
            Self::Latin1(_) => unreachable!("it was made wide"),
        }
    }

    pub(super) fn build(self) -> JsString {
        match self {
            Self::Latin1(units) => JsString::from(JsStr::latin1(&units)),
            Self::Utf16(units) => JsString::from(&units[..]),
        }
    }
}
