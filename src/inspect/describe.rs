//! What reports say of values and exceptions: shorter than a console does.

#[cfg(feature = "runtime")]
use boa_engine::JsError;
use boa_engine::JsValue;

use super::{
    inspector::Inspector,
    layout::lay_out,
    options::InspectOptions,
    text::{bounded, on_one_line},
};

pub(crate) use super::text::describe_big_int;

#[cfg(feature = "runtime")]
const LONGEST_ERROR: usize = 16 << 10;
const LONGEST_VALUE: usize = 400;
const MOST_PROPERTIES: usize = 8;

/// In a report, a larger BigInt is described by its size.
pub(crate) const MOST_BITS: u64 = 512;

/// A value, one level deep and on one line.
pub(crate) fn describe(value: &JsValue) -> String {
    let options = InspectOptions::default()
        .depth(0)
        .width(usize::MAX)
        .items(MOST_PROPERTIES)
        .string(LONGEST_VALUE / 4)
        .bytes(LONGEST_VALUE)
        .bits(MOST_BITS)
        .stacks(false);
    let mut inspector = Inspector::new(&options, None);
    let text = lay_out(&inspector.value(value), &options);
    bounded(&on_one_line(&text), LONGEST_VALUE)
}

/// An exception with its stack, its causes and its properties.
#[cfg(feature = "runtime")]
pub(crate) fn describe_error(error: &JsError) -> String {
    let options = InspectOptions::default()
        .items(2 * MOST_PROPERTIES)
        .string(10 * LONGEST_VALUE)
        .bytes(LONGEST_ERROR)
        .bits(MOST_BITS);
    let mut inspector = Inspector::new(&options, None);
    lay_out(&inspector.error(error), &options)
}

/// A name on one line.
#[cfg(feature = "runtime")]
pub(crate) fn describe_name(name: &str) -> String {
    match name {
        "" => "(unnamed)".to_owned(),
        name => on_one_line(&bounded(&name, LONGEST_VALUE / 4)),
    }
}
