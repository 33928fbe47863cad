//! What a scenario says must be gone, and the comparison with what was measured.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::measurement::Measurement;

/// Growth up to this many bytes a round counts as flat: less than the smallest binding.
const FLAT: f64 = 16.0;

/// What must be left of the payloads of a group after collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Fate {
    /// None.
    Released,
    /// All.
    Retained,
    /// At most so many, however many rounds there were.
    #[serde(deserialize_with = "whole")]
    AtMost(usize),
}

/// A whole number, which an engine may have computed as a float: `5.0`.
fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    let number = serde_json::Number::deserialize(deserializer)?;
    let from_float = || {
        let float = number.as_f64()?;
        let is_whole = float.trunc() == float && (0.0..9e15).contains(&float);
        is_whole.then_some(float as u64)
    };
    let whole = number.as_u64().or_else(from_float);
    whole
        .and_then(|whole| usize::try_from(whole).ok())
        .ok_or_else(|| D::Error::custom(format!("{number} is not a whole number")))
}

/// What is expected of all payloads, or of each group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Payloads {
    /// The same of every group.
    All(Fate),
    /// Of each group by name.
    Groups(BTreeMap<String, Fate>),
}

/// How the bytes in use develop with the number of rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Growth {
    /// They do not grow.
    Flat,
    /// They grow with each round.
    Grows,
}

/// What differs under some circumstances; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Difference {
    /// The fate of the payloads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payloads: Option<Payloads>,
    /// The growth of the bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<Growth>,
    /// The reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// The `expectation` of a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Expectation {
    /// What the liveness rule says of the payloads.
    pub payloads: Payloads,
    /// Whether the bytes in use may grow; left out, they are measured and not judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<Growth>,
    /// The reason, in a sentence.
    pub why: String,
    /// What strong storage does instead. It is checked, too: a scenario that releases everywhere may test nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strong: Option<Difference>,
    /// What only the engine could mend, on the published engine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<Difference>,
}

impl Expectation {
    /// Every payload must be gone, and the bytes stay flat.
    #[must_use]
    pub fn released(why: impl Into<String>) -> Self {
        Self {
            payloads: Payloads::All(Fate::Released),
            bytes: None,
            why: why.into(),
            strong: None,
            stock: None,
        }
    }

    /// Reads the value that a scenario exported.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what may be written.
    pub fn parse(value: &serde_json::Value) -> Result<Self, String> {
        // An array would be taken for the fields in their order.
        let arrays = ["/strong", "/stock", ""].map(|path| value.pointer(path));
        let is_array = arrays
            .into_iter()
            .flatten()
            .any(serde_json::Value::is_array);
        let parsed = if is_array {
            Err("it is or has an array".to_owned())
        } else {
            Self::deserialize(value).map_err(|error| error.to_string())
        };
        parsed.map_err(|error| {
            format!(
                "`expectation` is not understood: {error}; it is an object with `payloads` (\"released\", \
                 \"retained\", {{ atMost: 1 }}, or an object of these by group), `why`, and if wanted `bytes` \
                 (\"flat\", \"grows\"), `strong` and `stock`"
            )
        })
    }

    /// The expectation in strong storage, or on the published engine.
    #[must_use]
    pub fn under(&self, is_strong: bool, is_stock: bool) -> Self {
        let mut changed = self.clone();
        let differences = [
            self.stock.as_ref().filter(|_| is_stock),
            self.strong.as_ref().filter(|_| is_strong),
        ];
        for difference in differences.into_iter().flatten() {
            if let Some(payloads) = &difference.payloads {
                changed.payloads = payloads.clone();
            }
            changed.bytes = difference.bytes.or(changed.bytes);
        }
        changed
    }

    /// What is not as expected, a sentence each. The growth of the bytes is judged only if there were enough rounds.
    #[must_use]
    pub fn compare(&self, measured: &Measurement, judges_growth: bool) -> Vec<String> {
        let mut problems = Vec::new();
        let Some(last) = measured.points.last() else {
            return vec!["nothing was measured".to_owned()];
        };
        if last.tracked.values().sum::<usize>() == 0 {
            problems.push(
                "no payload was tracked; call lab.payload() or lab.track(object) in iterate, in Rust \
                 Round::payload or Round::watch"
                    .to_owned(),
            );
        }
        for (group, &tracked) in &last.tracked {
            let alive = last.alive.get(group).copied().unwrap_or(0);
            let fate = match &self.payloads {
                Payloads::All(fate) => Some(fate),
                Payloads::Groups(groups) => groups.get(group),
            };
            let wrong = match fate {
                None => Some("no fate is given for this group".to_owned()),
                Some(Fate::Released) if alive > 0 => Some("all must be gone".to_owned()),
                Some(Fate::Retained) if alive < tracked => Some("all must be kept".to_owned()),
                Some(Fate::AtMost(most)) if alive > *most => {
                    Some(format!("at most {most} may be kept"))
                }
                Some(_) => None,
            };
            if let Some(wrong) = wrong {
                problems.push(format!("{alive} of {tracked} `{group}` are alive; {wrong}"));
            }
        }
        if let Payloads::Groups(groups) = &self.payloads {
            for group in groups
                .keys()
                .filter(|group| !last.tracked.contains_key(*group))
            {
                problems.push(format!("no payload of the group `{group}` was tracked"));
            }
        }
        if judges_growth {
            problems.extend(self.growth_problem(measured));
        }
        problems
    }

    fn growth_problem(&self, measured: &Measurement) -> Option<String> {
        let slope = measured.slope()?;
        let range = format!(
            "{:.1} bytes a round are retained (95 %: {:.1} to {:.1})",
            slope.estimate, slope.low, slope.high
        );
        match self.bytes? {
            Growth::Flat if slope.low > FLAT => Some(format!("{range}; none may be")),
            Growth::Grows if slope.estimate <= FLAT => Some(format!("{range}; it must grow")),
            _ => None,
        }
    }
}
