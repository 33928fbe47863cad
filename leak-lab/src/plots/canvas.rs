//! The frame of a picture: its size, its text, the marks of columns and the legend.

use std::io;

use plotters::{
    coord::Shift,
    prelude::{
        Circle, DrawingArea, DrawingAreaErrorKind, IntoDrawingArea as _, IntoFont as _,
        PathElement, Polygon, SVGBackend, Text,
    },
    style::{
        Color as _, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use super::palette::{INK, REFERENCE, Shade};
use crate::error::Error;

pub(super) const WIDTH: u32 = 560;
/// The size of all text, of which the drawing library takes four fifths. A picture is half as wide on a phone, and
/// the text must stay readable there.
const TEXT: i32 = 18;
const LEGEND_ROW: u32 = 24;
const LEGEND_COLUMNS: usize = 4;
const MARGIN: i32 = 12;

pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(super) type Drawn<T = ()> = Result<T, DrawingAreaErrorKind<io::Error>>;

/// Makes a picture. Screen readers read `label`.
pub(super) fn picture(
    label: &str,
    height: u32,
    draw: impl FnOnce(&Area<'_>) -> Drawn,
) -> Result<String, Error> {
    let mut svg = String::new();
    let drawn = {
        let area = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        draw(&area).and_then(|()| area.present())
    };
    drawn.map_err(|error| Error::Plot(error.to_string()))?;
    let label = maud::html! { svg role="img" aria-label=(label) {} }.into_string();
    let begin = label.trim_end_matches("></svg>");
    Ok(svg.replacen("<svg", begin, 1))
}

/// The style of text, anchored at its middle, left end or right end.
pub(super) fn text(horizontal: HPos) -> TextStyle<'static> {
    let style = ("system-ui, sans-serif", TEXT)
        .into_font()
        .color(&INK.light());
    style.pos(Pos::new(horizontal, VPos::Center))
}

/// Draws the mark of a column at a pixel.
pub(super) fn mark(area: &Area<'_>, index: usize, (x, y): (i32, i32)) -> Drawn {
    const SHAPES: [&[(i32, i32)]; 7] = [
        &[(0, -6), (6, 5), (-6, 5)],
        &[(-5, -5), (5, -5), (5, 5), (-5, 5)],
        &[(0, -7), (7, 0), (0, 7), (-7, 0)],
        &[(0, 6), (6, -5), (-6, -5)],
        &[
            (-2, -6),
            (2, -6),
            (2, -2),
            (6, -2),
            (6, 2),
            (2, 2),
            (2, 6),
            (-2, 6),
            (-2, 2),
            (-6, 2),
            (-6, -2),
            (-2, -2),
        ],
        &[(-6, -5), (6, 5), (6, -5), (-6, 5)],
        &[(-3, -6), (3, -6), (6, 0), (3, 6), (-3, 6), (-6, 0)],
    ];
    let style = Shade::of_column(index).light().filled();
    match (index % (SHAPES.len() + 1)).checked_sub(1) {
        None => area.draw(&Circle::new((x, y), 5, style)),
        Some(shape) => {
            let corners = SHAPES[shape].iter().map(|(dx, dy)| (x + dx, y + dy));
            area.draw(&Polygon::new(corners.collect::<Vec<_>>(), style))
        }
    }
}

/// An entry of a legend: the name, and the place of the column; `None` for the line of reference.
pub(super) type Entry<'a> = (&'a str, Option<usize>);

/// The height of a legend with so many entries.
pub(super) fn legend_height(entries: usize) -> u32 {
    LEGEND_ROW * u32::try_from(entries.div_ceil(LEGEND_COLUMNS)).unwrap_or(1)
}

/// Draws a legend into an area of its own.
pub(super) fn legend(area: &Area<'_>, entries: &[Entry<'_>]) -> Drawn {
    let width = (WIDTH.cast_signed() - 2 * MARGIN) / LEGEND_COLUMNS as i32;
    for (place, (name, index)) in entries.iter().enumerate() {
        let (row, column) = (
            (place / LEGEND_COLUMNS) as i32,
            (place % LEGEND_COLUMNS) as i32,
        );
        let x = MARGIN + column * width;
        let y = row * LEGEND_ROW.cast_signed() + LEGEND_ROW.cast_signed() / 2;
        let shade = index.map_or(REFERENCE, Shade::of_column);
        let line = vec![(x, y), (x + 28, y)];
        area.draw(&PathElement::new(line, shade.light().stroke_width(2)))?;
        if let Some(index) = index {
            mark(area, *index, (x + 14, y))?;
        }
        area.draw(&Text::new(
            (*name).to_owned(),
            (x + 34, y),
            text(HPos::Left),
        ))?;
    }
    Ok(())
}
