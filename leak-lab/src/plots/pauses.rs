//! The distribution of pauses: a row for each column, with a box from the first to the third quartile, a line at the
//! median, and a dot for every pause.

use std::ops::Range;

use plotters::{
    chart::ChartBuilder,
    coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged},
    prelude::{Circle, PathElement, Rectangle, Text},
    style::{Color as _, text_anchor::HPos},
};

use super::{
    canvas::{Area, Drawn, picture, text},
    palette::{FAINT, INK, Shade},
};
use crate::{error::Error, statistics::quantile, units};

const ROW: u32 = 34;
const X_LABELS: u32 = 50;
const Y_LABELS: u32 = 146;
/// The shortest pause that the axis shows, in milliseconds.
const SHORTEST: f64 = 1e-3;

/// A row: the place of the column, its name, and the pauses in milliseconds.
pub(super) struct Row {
    pub(super) index: usize,
    pub(super) name: String,
    pub(super) pauses: Vec<f64>,
}

/// Draws the rows above each other, on one axis in milliseconds.
pub(super) fn draw(label: &str, rows: &[Row]) -> Result<String, Error> {
    let count = u32::try_from(rows.len()).unwrap_or(1);
    picture(label, 24 + ROW * count + X_LABELS, |area| {
        draw_chart(area, rows)
    })
}

fn draw_chart(area: &Area<'_>, rows: &[Row]) -> Drawn {
    let axis = Axis(ticks(rows));
    let low = axis.range().start;
    let mut chart = ChartBuilder::on(area)
        .margin(6)
        .margin_right(24)
        .x_label_area_size(X_LABELS)
        .y_label_area_size(Y_LABELS)
        .build_cartesian_2d(axis, rows.len() as f64..0.0)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .y_labels(0)
        .x_label_formatter(&|x| units::tick(*x))
        .max_light_lines(0)
        .bold_line_style(FAINT.light())
        .axis_style(INK.light())
        .label_style(text(HPos::Center))
        .axis_desc_style(text(HPos::Center))
        .x_desc("pause (ms)")
        .draw()?;
    for (place, row) in rows.iter().enumerate() {
        let at = |pause: f64, y: f64| chart.backend_coord(&(pause, place as f64 + y));
        draw_row(area, row, at)?;
        let (x, y) = at(low, 0.5);
        area.draw(&Text::new(row.name.clone(), (x - 10, y), text(HPos::Right)))?;
    }
    Ok(())
}

fn draw_row(area: &Area<'_>, row: &Row, at: impl Fn(f64, f64) -> (i32, i32)) -> Drawn {
    let colour = Shade::of_column(row.index).light();
    let mut sorted = row.pauses.clone();
    sorted.sort_by(f64::total_cmp);
    for (number, pause) in row.pauses.iter().enumerate() {
        // Dots of equal pauses are spread over the height of the row.
        let spread = 0.2 + 0.6 * ((number * 5) % 11) as f64 / 10.0;
        area.draw(&Circle::new(
            at(*pause, spread),
            2,
            colour.mix(0.55).filled(),
        ))?;
    }
    let quantile = |q| quantile(&sorted, q).unwrap_or(0.0);
    let corners = [at(quantile(0.25), 0.18), at(quantile(0.75), 0.82)];
    area.draw(&Rectangle::new(corners, colour.stroke_width(2)))?;
    let median = vec![at(quantile(0.5), 0.1), at(quantile(0.5), 0.9)];
    area.draw(&PathElement::new(median, INK.light().stroke_width(3)))
}

/// A logarithmic axis with these ticks, in ascending order; it ends at the outer ones.
struct Axis(Vec<f64>);

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, pause: &f64, (left, right): (i32, i32)) -> i32 {
        let Range { start, end } = self.range();
        let part = (pause.max(SHORTEST) / start).ln() / (end / start).ln();
        left + (part * f64::from(right - left)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        let is_bold = !hint.weight().allow_light_points();
        if is_bold { self.0.clone() } else { Vec::new() }
    }

    fn range(&self) -> Range<f64> {
        match &*self.0 {
            [first, .., last] => *first..*last,
            _ => 1.0..2.0,
        }
    }
}

/// The ticks of the axis, around all pauses: 1, 2, 5, 10 ..., or only powers of ten where these would be too many.
fn ticks(rows: &[Row]) -> Vec<f64> {
    const MOST: usize = 8;
    let pauses = || {
        rows.iter()
            .flat_map(|row| &row.pauses)
            .map(|pause| pause.max(SHORTEST))
    };
    let low = pauses().fold(f64::INFINITY, f64::min).min(1.0);
    let high = pauses().fold(low, f64::max);
    let around = |steps: &[f64]| {
        let powers =
            (-3..9).flat_map(|power| steps.iter().map(move |step| step * 10.0_f64.powi(power)));
        let all: Vec<f64> = powers.collect();
        let first = all.iter().rposition(|tick| *tick <= low).unwrap_or(0);
        let last = all
            .iter()
            .position(|tick| *tick >= high * 1.01)
            .unwrap_or(all.len() - 1);
        all[first..=last.max(first + 1)].to_vec()
    };
    let fine = around(&[1.0, 2.0, 5.0]);
    if fine.len() <= MOST {
        fine
    } else {
        around(&[1.0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks_of(pauses: &[f64]) -> Vec<f64> {
        let row = Row {
            index: 0,
            name: String::new(),
            pauses: pauses.to_vec(),
        };
        let ticks = ticks(&[row]);
        ticks
            .iter()
            .map(|tick| (tick * 1e6).round() / 1e6)
            .collect()
    }

    #[test]
    fn ticks_surround_the_pauses_and_are_few() {
        assert_eq!(ticks_of(&[0.3, 4.0]), [0.2, 0.5, 1.0, 2.0, 5.0]);
        assert_eq!(
            ticks_of(&[0.02, 150.0]),
            [0.01, 0.1, 1.0, 10.0, 100.0, 1_000.0]
        );
        assert_eq!(ticks_of(&[5.0]), [1.0, 2.0, 5.0, 10.0]);
        assert_eq!(ticks_of(&[]), [1.0, 2.0]);
        assert_eq!(ticks_of(&[0.0])[0], 0.001);
    }
}
