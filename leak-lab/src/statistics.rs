//! Slopes with confidence intervals, and quantiles.

use serde::Serialize;

/// A slope with its 95 % confidence interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Slope {
    /// The median of the slopes between any two points.
    pub estimate: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

/// The Theil-Sen slope of points `(x, y)`: the median of the slopes of all pairs, with Sen's interval from the
/// variance of Kendall's tau. One point that is far off moves neither. `None` for fewer than five points with different
/// `x`: even the range of all their slopes is no 95 % interval.
#[must_use]
pub fn theil_sen(points: &[(f64, f64)]) -> Option<Slope> {
    let mut slopes = Vec::new();
    for (index, (x, y)) in points.iter().enumerate() {
        for (x2, y2) in points.iter().skip(index + 1) {
            if x != x2 {
                slopes.push((y2 - y) / (x2 - x));
            }
        }
    }
    // Five points have ten pairs.
    if slopes.len() < 10 {
        return None;
    }
    slopes.sort_by(f64::total_cmp);
    let n = points.len() as f64;
    let deviation = (n * (n - 1.0) * (2.0 * n + 5.0) / 18.0).sqrt();
    let pairs = slopes.len() as f64;
    // Ranks of the interval's ends, from 1; beyond the ends there is only the extreme slope.
    let half = 1.959_964 * deviation;
    let rank = |rank: f64| {
        let last = slopes.len() - 1;
        slopes[((rank - 1.0).max(0.0).round() as usize).min(last)]
    };
    Some(Slope {
        estimate: quantile(&slopes, 0.5)?,
        low: rank(((pairs - half) / 2.0).floor()),
        high: rank(((pairs + half) / 2.0).ceil() + 1.0),
    })
}

/// The `q` quantile of sorted values, interpolated; `None` if there are none.
#[must_use]
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = q.clamp(0.0, 1.0) * last as f64;
    let (below, above) = (position.floor() as usize, position.ceil() as usize);
    let (low, high) = (sorted[below], sorted[above]);
    Some(low + (high - low) * (position - position.floor()))
}

/// The distribution of pauses, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Pauses {
    /// How many collections there were.
    pub count: usize,
    /// Their time together.
    pub total: f64,
    /// The median.
    pub median: f64,
    /// The 90th percentile.
    pub p90: f64,
    /// The longest.
    pub max: f64,
}

impl Pauses {
    /// The distribution of these pauses; `None` if there are none.
    #[must_use]
    pub fn of(pauses: &[f64]) -> Option<Self> {
        let mut sorted = pauses.to_vec();
        sorted.sort_by(f64::total_cmp);
        Some(Self {
            count: sorted.len(),
            total: sorted.iter().sum(),
            median: quantile(&sorted, 0.5)?,
            p90: quantile(&sorted, 0.9)?,
            max: *sorted.last()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_its_slope_and_no_width() {
        let points: Vec<_> = (1..=12)
            .map(|x| (f64::from(x), f64::from(7 * x + 3)))
            .collect();
        let slope = theil_sen(&points).expect("twelve points");
        assert_eq!((slope.estimate, slope.low, slope.high), (7.0, 7.0, 7.0));
    }

    #[test]
    fn one_step_in_a_flat_series_is_no_slope() {
        let points: Vec<_> = (1..=12)
            .map(|x| (f64::from(x), if x > 6 { 4096.0 } else { 0.0 }))
            .collect();
        let slope = theil_sen(&points).expect("twelve points");
        assert!(slope.low <= 0.0, "{slope:?}");
    }

    #[test]
    fn the_interval_has_the_ranks_of_sens_method() {
        // n = 5: 10 pairs, deviation sqrt(5*4*15/18) = 4.08, half width 8.00: ranks 0.99 and 10.
        let ys = [0.0, 2.0, 3.0, 7.0, 8.0];
        let points: Vec<_> = ys.iter().enumerate().map(|(x, y)| (x as f64, *y)).collect();
        let slope = theil_sen(&points).expect("five points");
        assert_eq!(slope.estimate, 2.0);
        assert_eq!((slope.low, slope.high), (1.0, 4.0));
    }

    #[test]
    fn too_few_points_have_no_slope() {
        // The slopes of four points lie all above 0 in 1 of 24 flat series, and all below it in another.
        let four = [(1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0)];
        assert_eq!(theil_sen(&four), None);
        assert_eq!(
            theil_sen(&[(1.0, 1.0), (1.0, 2.0), (1.0, 3.0), (1.0, 9.0), (1.0, 5.0)]),
            None
        );
    }

    #[test]
    fn quantiles_are_interpolated() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5), Some(2.5));
        assert_eq!(quantile(&[1.0], 0.9), Some(1.0));
        assert_eq!(quantile(&[], 0.5), None);
        let pauses = Pauses::of(&[3.0, 1.0, 2.0]).expect("three");
        assert_eq!((pauses.median, pauses.max, pauses.total), (2.0, 3.0, 6.0));
    }
}
