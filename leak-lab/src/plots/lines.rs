//! Values over the number of rounds, a line for each column.

use plotters::{
    chart::ChartBuilder,
    prelude::LineSeries,
    style::{Color as _, text_anchor::HPos},
};

use super::{
    canvas::{Drawn, Entry, WIDTH, legend, legend_height, mark, picture, text},
    palette::{FAINT, INK, REFERENCE, Shade},
};
use crate::{error::Error, units};

const HEIGHT: u32 = 340;
const X_LABELS: u32 = 50;
const Y_LABELS: u32 = 84;

/// A line: the place of its column, the name, and its points.
pub(super) struct Series<'a> {
    pub(super) index: usize,
    pub(super) name: &'a str,
    pub(super) points: Vec<(f64, f64)>,
}

/// A picture with a line for each column.
pub(super) struct Lines<'a> {
    /// For those who cannot see it.
    pub(super) label: String,
    pub(super) x_title: String,
    pub(super) y_title: String,
    /// What one unit of the vertical axis is.
    pub(super) y_unit: f64,
    pub(super) series: Vec<Series<'a>>,
    /// A line to compare with.
    pub(super) reference: Option<(&'a str, Vec<(f64, f64)>)>,
}

impl Lines<'_> {
    pub(super) fn draw(&self) -> Result<String, Error> {
        let mut entries: Vec<Entry<'_>> = self
            .series
            .iter()
            .map(|series| (series.name, Some(series.index)))
            .collect();
        entries.extend(self.reference.iter().map(|(name, _)| (*name, None)));
        let below = legend_height(entries.len());
        picture(&self.label, HEIGHT + below, |area| {
            let (above, below) = area.split_vertically(HEIGHT);
            self.draw_chart(&above)?;
            legend(&below, &entries)
        })
    }

    fn draw_chart(&self, area: &super::canvas::Area<'_>) -> Drawn {
        let ((left, right), (low, high)) = self.ranges();
        let mut chart = ChartBuilder::on(area)
            .margin(6)
            .margin_right(24)
            .margin_top(14)
            .x_label_area_size(X_LABELS)
            .y_label_area_size(Y_LABELS)
            .build_cartesian_2d(left..right, low..high)?;
        // About one label in 80 pixels: a label has up to seven digits.
        let labels = usize::try_from((WIDTH - Y_LABELS) / 80).unwrap_or(4);
        chart
            .configure_mesh()
            .x_labels(labels)
            .y_labels(6)
            .x_label_formatter(&|x| units::count(*x))
            .y_label_formatter(&|y| units::tick(y / self.y_unit))
            .max_light_lines(0)
            .bold_line_style(FAINT.light())
            .axis_style(INK.light())
            .label_style(text(HPos::Center))
            .axis_desc_style(text(HPos::Center))
            .x_desc(&self.x_title)
            .y_desc(&self.y_title)
            .draw()?;
        if let Some((_, points)) = &self.reference {
            let style = REFERENCE.light().stroke_width(2);
            chart.draw_series(LineSeries::new(points.iter().copied(), style))?;
        }
        // The first column is drawn last, above the others.
        for series in self.series.iter().rev() {
            let style = Shade::of_column(series.index).light().stroke_width(2);
            chart.draw_series(LineSeries::new(series.points.iter().copied(), style))?;
        }
        // Lines may cover each other. Each column marks other points, so its marks stay visible.
        let every = self.series.len();
        for (place, series) in self.series.iter().enumerate().rev() {
            let marked = series.points.iter().skip(place).step_by(every.max(1));
            for point in marked {
                mark(area, series.index, chart.backend_coord(point))?;
            }
        }
        Ok(())
    }

    /// The ranges of both axes, with some room above and below.
    fn ranges(&self) -> ((f64, f64), (f64, f64)) {
        let reference = self.reference.iter().flat_map(|(_, points)| points);
        let points = self.series.iter().flat_map(|series| &series.points);
        let (mut right, mut low, mut high) = (1.0_f64, 0.0_f64, 0.0_f64);
        for (x, y) in points.chain(reference) {
            right = right.max(*x);
            low = low.min(*y);
            high = high.max(*y);
        }
        // A picture of nothing must not look like one of much.
        high = high.max(10.0);
        let room = 0.04 * (high - low);
        let low = if low < 0.0 { low - room } else { -room };
        ((0.0, right), (low, high + room))
    }
}
