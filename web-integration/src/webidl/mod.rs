//! Web IDL: how interfaces become classes, and how arguments are converted.

mod buffers;
mod built_in;
mod convert;
mod errors;
mod globals;
mod interface;
mod iterable;
mod object;
mod realm;
mod records;

use boa_engine::{Context, JsResult};

pub(crate) use buffers::{
    Shared, buffer_bytes, is_buffer_source, typed_array_constructor, write_bytes,
};
pub(crate) use built_in::{built_in, is_own_built_in};
pub(crate) use convert::{
    callback_function, dictionary, enforce_range, flag, member, require, restricted_double,
    sequence, sequence_with, string_or, usv_string,
};
pub(crate) use errors::{illegal_constructor, illegal_invocation, type_error};
pub(crate) use globals::{
    expose, expose_in_workers, expose_worker_interfaces, global_object, global_operation,
    global_readonly, global_value,
};
pub(crate) use interface::{Interface, getter, interface};
pub(crate) use iterable::iterable;
pub(crate) use object::platform_object;
pub(crate) use realm::{pair_of, prototype_from, prototype_of, require_new};
pub(crate) use records::pairs;

/// Keeps what the conversions need of the current realm.
pub(crate) fn install(context: &mut Context) -> JsResult<()> {
    records::install(context)
}
