//! Values of JavaScript in SQL, and back.

use boa_async_context::cleanup::{Bytes, OperationValue};
use boa_engine::{
    Context, JsArgs, JsBigInt, JsNativeError, JsObject, JsResult, JsString, JsValue,
    object::builtins::{JsArray, JsUint8Array},
    value::TryIntoJs,
};
use rusqlite::types::Value;

/// The largest integer that a number of JavaScript has exactly.
const MAX_SAFE: i64 = (1 << 53) - 1;

/// The rows that a query has returned. In JavaScript: an array with an object for each row.
#[derive(Debug)]
pub struct Rows {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<Value>>,
}

impl OperationValue for Rows {
    const MAY_HOLD_RESOURCE: bool = false;

    fn into_js(self, context: &mut Context) -> JsResult<JsValue> {
        let columns: Vec<JsString> = self.columns.iter().map(|name| name[..].into()).collect();
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            let object = JsObject::with_object_proto(context.intrinsics());
            for (column, value) in columns.iter().zip(row) {
                let value = to_js(value, context)?;
                object.create_data_property_or_throw(column.clone(), value, context)?;
            }
            rows.push(object.into());
        }
        Ok(JsArray::from_iter(rows, context).into())
    }
}

fn to_js(value: Value, context: &mut Context) -> JsResult<JsValue> {
    Ok(match value {
        Value::Null => JsValue::null(),
        #[expect(clippy::cast_precision_loss, reason = "it is in the exact range")]
        Value::Integer(integer) if (-MAX_SAFE..=MAX_SAFE).contains(&integer) => {
            JsValue::from(integer as f64)
        }
        Value::Integer(integer) => JsBigInt::from(integer).into(),
        Value::Real(real) => real.into(),
        Value::Text(text) => JsString::from(text).into(),
        Value::Blob(bytes) => Bytes(bytes).try_into_js(context)?,
    })
}

/// Reads the parameters of a statement, an array or `undefined`.
///
/// # Errors
///
/// A `TypeError` for what SQL has no value for, a `RangeError` for a BigInt of more than 64 bits.
pub(crate) fn parameters(
    args: &[JsValue],
    index: usize,
    context: &mut Context,
) -> JsResult<Vec<Value>> {
    let array = args.get_or_undefined(index);
    if array.is_undefined() {
        return Ok(Vec::new());
    }
    let array = array
        .as_object()
        .and_then(|object| JsArray::from_object(object).ok());
    let Some(array) = array else {
        let message = "the parameters of a statement must be an array";
        return Err(JsNativeError::typ().with_message(message).into());
    };
    let length = array.length(context)?;
    (0..length)
        .map(|i| {
            let value = array.get(i, context)?;
            to_sql(&value, i, context)
        })
        .collect()
}

fn to_sql(value: &JsValue, index: u64, context: &mut Context) -> JsResult<Value> {
    if value.is_null_or_undefined() {
        return Ok(Value::Null);
    }
    if let Some(boolean) = value.as_boolean() {
        return Ok(Value::Integer(boolean.into()));
    }
    if let Some(number) = value.as_number() {
        return Ok(number_to_sql(number));
    }
    if let Some(string) = value.as_string() {
        return Ok(Value::Text(string.to_std_string_lossy()));
    }
    if let Some(bigint) = value.as_bigint() {
        let integer = i64::try_from(bigint.to_i128()).map_err(|_| {
            JsNativeError::range()
                .with_message(format!("parameter {index}: {bigint} has more than 64 bits"))
        })?;
        return Ok(Value::Integer(integer));
    }
    let bytes = value
        .as_object()
        .and_then(|object| JsUint8Array::from_object(object).ok());
    if let Some(bytes) = bytes {
        return Ok(Value::Blob(bytes.iter(context).collect()));
    }
    let message = format!(
        "parameter {index} must be null, a boolean, a number, a BigInt, a string or a Uint8Array"
    );
    Err(JsNativeError::typ().with_message(message).into())
}

fn number_to_sql(number: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "compared afterwards")]
    let integer = number as i64;
    #[expect(clippy::cast_precision_loss, reason = "only exact integers pass")]
    let is_exact = integer.abs() <= MAX_SAFE && integer as f64 == number;
    // Negative zero is no integer.
    if is_exact && !(number == 0.0 && number.is_sign_negative()) {
        Value::Integer(integer)
    } else {
        Value::Real(number)
    }
}
