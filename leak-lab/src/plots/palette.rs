//! Colours that stay apart in light and dark, also for people who are colour-blind.
//!
//! The drawing library writes colours as attributes. A style sheet that selects these attributes gives them other
//! values in the dark, and gives lines of peers their dashes. A viewer that knows no style sheets shows the light
//! colours.

use std::fmt::Write as _;

use plotters::style::RGBColor;

/// A colour in light, and what it becomes in the dark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shade {
    light: u32,
    dark: u32,
}

pub(super) const INK: Shade = shade(0x1c1c1e, 0xe8e8ea);
/// The ground of a picture that stands alone.
const GROUND: Shade = shade(0xffffff, 0x1d1d20);
pub(super) const FAINT: Shade = shade(0xdcdce0, 0x3a3a40);
/// The line of what was made, to compare with what is left.
pub(super) const REFERENCE: Shade = shade(0x8a8a92, 0x8b8b94);

/// The columns in their order. Neighbours differ in lightness, too, and each has a mark of its own.
const COLUMNS: [Shade; 8] = [
    shade(0x0072b2, 0x56b4e9),
    shade(0x008a64, 0x2cd0a0),
    shade(0x882d92, 0xd593e0),
    shade(0xd55e00, 0xff8f45),
    shade(0x4b4b52, 0xc8c8d0),
    shade(0xb04072, 0xf3a0c4),
    shade(0x8c6d00, 0xf0e042),
    shade(0x5a46c6, 0xa99cff),
];

const fn shade(light: u32, dark: u32) -> Shade {
    Shade { light, dark }
}

impl Shade {
    /// The colour of the column at this place; the colours repeat after the last one.
    pub(super) fn of_column(index: usize) -> Self {
        COLUMNS[index % COLUMNS.len()]
    }

    pub(super) const fn light(self) -> RGBColor {
        let [_, red, green, blue] = self.light.to_be_bytes();
        RGBColor(red, green, blue)
    }
}

/// The style sheet for pictures of these columns: the colours in the dark, and dashes for lines of peers. `is_peer` has
/// an entry for each column.
pub(crate) fn style_sheet(is_peer: &[bool]) -> String {
    let mut light = String::new();
    let mut dark = String::new();
    let used = (0..is_peer.len().min(COLUMNS.len())).map(Shade::of_column);
    for shade in used.chain([INK, FAINT, REFERENCE, GROUND]) {
        // The drawing library writes upper case, and attribute selectors tell case apart.
        for property in ["stroke", "fill"] {
            let (from, to) = (shade.light, shade.dark);
            let _ = write!(
                dark,
                "svg [{property}=\"#{from:06X}\"]{{{property}:#{to:06x}}}"
            );
        }
    }
    let peers = is_peer.iter().take(COLUMNS.len()).enumerate();
    for (index, _) in peers.filter(|(_, is_peer)| **is_peer) {
        let colour = Shade::of_column(index).light;
        let _ = write!(
            light,
            "polyline[stroke=\"#{colour:06X}\"]{{stroke-dasharray:6 4}}"
        );
    }
    let reference = REFERENCE.light;
    let _ = write!(
        light,
        "polyline[stroke=\"#{reference:06X}\"]{{stroke-dasharray:1 4}}"
    );
    format!("{light}@media(prefers-color-scheme:dark){{{dark}}}")
}

/// A ground for a picture that stands alone: a viewer may follow the reader's choice of dark and still show white.
pub(super) fn background() -> String {
    format!(
        "<rect width=\"100%\" height=\"100%\" fill=\"#{:06X}\"/>",
        GROUND.light
    )
}

/// The colour of a column outside of the pictures, as they have it, so that the style sheet changes it, too.
pub(crate) fn swatch(index: usize) -> String {
    format!("#{:06X}", Shade::of_column(index).light)
}
