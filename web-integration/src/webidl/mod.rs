//! Web IDL: how interfaces become classes, and how arguments are converted.

mod convert;
mod errors;
mod globals;
mod interface;
mod realm;

pub(crate) use convert::{
    callback_function, dictionary, enforce_range, flag, member, require, restricted_double,
    sequence, sequence_with, string_or, usv_string,
};
pub(crate) use errors::{illegal_constructor, illegal_invocation, type_error};
pub(crate) use globals::{expose, global_operation, global_readonly, global_value};
pub(crate) use interface::{Interface, OPERATION, getter, interface};
pub(crate) use realm::{pair_of, prototype_from, prototype_of, require_new};
