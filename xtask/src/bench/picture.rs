//! The picture of `run` over n.

use plotters::{
    prelude::{
        ChartBuilder, Circle, EmptyElement, IntoDrawingArea as _, IntoLogRange as _, LineSeries,
        PointSeries, SVGBackend, Text,
    },
    style::{Color as _, IntoFont as _, RGBColor},
};

use super::{error::BenchError, peers::Runs};

const SIZE: (u32, u32) = (640, 400);
/// Colours that people with a colour weakness can tell apart, on light and on dark.
const COLOURS: [RGBColor; 4] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
];
const INK: RGBColor = RGBColor(110, 110, 110);

/// Draws the time of a `run` over the number of other variables, both logarithmic. 0 stands at one tenth.
pub(super) fn draw(runs: &Runs) -> Result<String, BenchError> {
    let mut svg = String::new();
    drawn(runs, &mut svg).map_err(|error| BenchError::Picture(error.to_string()))?;
    Ok(svg)
}

fn drawn(runs: &Runs, svg: &mut String) -> Result<(), Box<dyn std::error::Error>> {
    let values = || {
        runs.iter()
            .flat_map(|(_, measured)| measured.values().map(|measured| measured.run))
    };
    let (low, high) = values().fold((f64::MAX, f64::MIN), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    let text = || ("system-ui, sans-serif", 15).into_font().color(&INK);
    let mut chart = ChartBuilder::on(&area)
        .margin(12)
        .margin_right(70)
        .x_label_area_size(44)
        .y_label_area_size(70)
        .build_cartesian_2d(
            (0.08_f64..1_300.0).log_scale(),
            (low / 1.6..high * 1.6).log_scale(),
        )?;
    chart
        .configure_mesh()
        .x_desc("other variables that are set")
        .y_desc("ns of a run")
        .x_label_formatter(&|x| {
            if *x < 0.5 {
                "0".into()
            } else {
                format!("{x:.0}")
            }
        })
        .y_label_formatter(&|y| {
            if *y >= 1.0 {
                format!("{y:.0}")
            } else {
                format!("{y}")
            }
        })
        .label_style(text())
        .axis_desc_style(text())
        .axis_style(INK)
        .bold_line_style(INK.mix(0.25))
        .light_line_style(INK.mix(0.08))
        .draw()?;
    for ((name, measured), colour) in runs.iter().zip(COLOURS.iter().cycle()) {
        let points = || {
            measured
                .iter()
                .map(|(n, measured)| (f64::from(*n).max(0.1), measured.run))
        };
        chart.draw_series(LineSeries::new(points(), colour.stroke_width(2)))?;
        chart.draw_series(points().map(|point| Circle::new(point, 4, colour.filled())))?;
        let style = ("system-ui, sans-serif", 15).into_font().color(colour);
        chart.draw_series(PointSeries::of_element(
            points().next_back(),
            0,
            colour,
            &|point, _, _| {
                EmptyElement::at(point) + Text::new((*name).to_owned(), (9, -8), style.clone())
            },
        ))?;
    }
    area.present()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{super::peers::Measured, *};

    #[test]
    fn each_engine_has_a_line_and_its_name() {
        let measured = |slope: f64| {
            BTreeMap::from([0_u32, 10, 1000].map(|n| {
                let run = 200.0 + slope * f64::from(n);
                let measured = Measured {
                    run,
                    get: 100.0,
                    awaiting: 5_000.0,
                };
                (n, measured)
            }))
        };
        let svg =
            draw(&vec![("boa-ac", measured(0.0)), ("Node", measured(20.0))]).expect("a picture");
        for colour in ["#0072B2", "#D55E00"] {
            let is_line = |line: &&str| line.contains("<polyline") && line.contains(colour);
            assert_eq!(svg.lines().filter(is_line).count(), 1, "{svg}");
        }
        assert_eq!(svg.matches("<circle").count(), 6);
        for name in ["boa-ac", "Node", "other variables that are set"] {
            assert!(svg.contains(name), "{svg}");
        }
    }
}
