//! The pictures of a report, as SVG.
//!
//! | file | what |
//! |---|---|
//! | `palette` | the colours in light and dark, and the style sheet that changes them |
//! | `canvas` | the frame of a picture: its size, its text, its legend |
//! | `lines` | values over rounds, a line for each column |
//! | `pauses` | the distribution of pauses, a row for each column |
//! | `pictures` | which pictures a scenario has |

mod canvas;
mod lines;
mod palette;
mod pauses;
mod pictures;

pub(crate) use palette::{style_sheet, swatch};
pub(crate) use pictures::pictures;
pub use pictures::write_plots;
