//! How much of a value is shown, and how.

/// The deepest that is looked into a value, whatever the options say: the native stack has to suffice.
const DEEPEST: usize = 32;

/// How much of a value [`inspect`](crate::inspect()) shows, and how.
///
/// ```
/// use boa_async_context::{InspectOptions, inspect};
/// use boa_engine::{Context, Source};
///
/// let context = &mut Context::default();
/// let value = context.eval(Source::from_bytes("({ a: { b: { c: [1] } } })"))?;
/// let options = InspectOptions::default().depth(1);
/// assert_eq!(inspect(&value, &options, context), "{ a: { b: [Object] } }");
/// # Ok::<(), boa_engine::JsError>(())
/// ```
#[derive(Debug, Clone)]
pub struct InspectOptions {
    pub(super) depth: usize,
    pub(super) width: usize,
    pub(super) colors: bool,
    pub(super) hidden: bool,
    pub(super) items: usize,
    pub(super) string: usize,
    pub(super) bytes: usize,
    pub(super) bits: u64,
    pub(super) stacks: bool,
}

impl Default for InspectOptions {
    /// Two levels deep, 80 columns, no colors, 100 items of a list, 10,000 code units of a string, 128 KiB of text in all.
    fn default() -> Self {
        Self {
            depth: 2,
            width: 80,
            colors: false,
            hidden: false,
            items: 100,
            string: 10_000,
            bytes: 128 << 10,
            bits: 1 << 15,
            stacks: true,
        }
    }
}

impl InspectOptions {
    /// Sets how many levels of objects below the value are shown; at most 32.
    #[must_use]
    pub fn depth(mut self, levels: usize) -> Self {
        self.depth = levels.min(DEEPEST);
        self
    }

    /// Sets how many columns a line may have before what is in it gets a line each.
    #[must_use]
    pub const fn width(mut self, columns: usize) -> Self {
        self.width = columns;
        self
    }

    /// Sets whether the text has the escape sequences of a terminal for colors.
    #[must_use]
    pub const fn colors(mut self, colors: bool) -> Self {
        self.colors = colors;
        self
    }

    /// Sets whether properties that are not enumerable are shown, too.
    #[must_use]
    pub const fn hidden(mut self, hidden: bool) -> Self {
        self.hidden = hidden;
        self
    }

    /// Sets how many elements of a list, entries of a map and properties of an object are shown.
    #[must_use]
    pub const fn items(mut self, items: usize) -> Self {
        self.items = items;
        self
    }

    /// Sets how many code units of a string are shown.
    #[must_use]
    pub const fn string(mut self, code_units: usize) -> Self {
        self.string = code_units;
        self
    }

    /// Sets how much text there may be in all, in bytes. Indentation, colors and the words that say what is left out may add to
    /// it, so the text has less than four times as many bytes and 4 KiB.
    #[must_use]
    pub const fn bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// A BigInt of more bits is described by its size: its digits would take a time that grows with their square.
    pub(super) const fn bits(mut self, bits: u64) -> Self {
        self.bits = bits;
        self
    }

    /// Sets whether the stacks of errors are shown, or only the innermost place.
    pub(super) const fn stacks(mut self, stacks: bool) -> Self {
        self.stacks = stacks;
        self
    }
}
