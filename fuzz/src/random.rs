//! A sequence of choices: pseudorandom, or made by somebody else.

/// A sequence of choices. The same source gives the same sequence on every machine.
#[derive(Debug, Clone)]
pub struct Random(Source);

#[derive(Debug, Clone)]
enum Source {
    /// SplitMix64.
    Seed(u64),
    /// Bytes that somebody else has chosen, and how many of them were taken.
    Bytes(Vec<u8>, usize),
}

impl Random {
    /// The sequence of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Source::Seed(seed))
    }

    /// The choices that these bytes make, as a fuzzer gives them: a byte for a choice between 256 or fewer. When there are no
    /// more, each choice is the first one.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(Source::Bytes(bytes.to_vec(), 0))
    }

    /// A number below `end`; 0 if that is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        let number = match &mut self.0 {
            Source::Seed(state) => split_mix(state),
            Source::Bytes(bytes, taken) => number_of(bytes, taken, end),
        };
        let remainder = number % u64::from(end.max(1));
        u32::try_from(remainder).unwrap_or_default()
    }
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The number of the next bytes: as many as numbers below `end` have.
fn number_of(bytes: &[u8], taken: &mut usize, end: u32) -> u64 {
    let mut number = 0;
    let mut most = end.saturating_sub(1);
    while most > 0 {
        let byte = bytes.get(*taken).copied().unwrap_or_default();
        *taken = taken.saturating_add(1);
        number = number << 8 | u64::from(byte);
        most >>= 8;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::Random;

    fn choices(bytes: &[u8], ends: &[u32]) -> Vec<u32> {
        let mut random = Random::of_bytes(bytes);
        ends.iter().map(|end| random.below(*end)).collect()
    }

    #[test]
    fn a_choice_takes_as_many_bytes_as_it_needs() {
        let ends = [256, 257, 0, 1, 10, 70_000, 256];
        // Nothing is taken where there is no choice, and nothing is left for the last one.
        assert_eq!(
            choices(&[7, 1, 0, 12, 1, 0, 2], &ends),
            [7, 256, 0, 0, 2, 65_538, 0]
        );
        assert_eq!(choices(&[], &ends), [0; 7]);
        assert_eq!(choices(&[255; 8], &[u32::MAX, u32::MAX]), [0, 0]);
    }
}
