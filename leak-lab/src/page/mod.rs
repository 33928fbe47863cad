//! A report as one page that needs nothing but itself: no network, no script.
//!
//! | file | what |
//! |---|---|
//! | `style.css` | the style of the page, in light and dark, wide and narrow |
//! | `tables` | the tables over all scenarios |
//! | `section` | a scenario: why, pictures, captures |
//! | `document` | all of it together |

mod document;
mod section;
mod tables;

pub use document::html;
