//! The methods, but for `table`.

use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, js_string};

use super::{
    format::{Part, label},
    sink::ConsoleLevel,
    state::{Call, Console},
};
use crate::inspect::{InspectOptions, inspect, stack_here};

/// What is done when a method is called.
pub(super) type Method = fn(&Console, &Call<'_>, &mut Context) -> JsResult<()>;

/// `console.log(...data)`, and `debug`, `info`, `warn`, `error`, and `dirxml`, which has no elements to show as such.
///
/// <https://console.spec.whatwg.org/#log>
pub(super) fn log(console: &Console, call: &Call<'_>, context: &mut Context) -> JsResult<()> {
    console.log(call, call.arguments, context)
}

/// `console.assert(condition, ...data)`
///
/// <https://console.spec.whatwg.org/#assert>
pub(super) fn assert(console: &Console, call: &Call<'_>, context: &mut Context) -> JsResult<()> {
    // 1. If condition is true, return.
    if call.arguments.get_or_undefined(0).to_boolean() {
        return Ok(());
    }
    // 2. Let message be a string without any formatting specifiers indicating generically an assertion failure.
    let message = js_string!("Assertion failed");
    let mut data: Vec<JsValue> = call.arguments.iter().skip(1).cloned().collect();
    match data.first().map(JsValue::as_string) {
        // 4. Otherwise: 3. Otherwise: set data[0] to the concatenation of message, U+003A, U+0020 and first.
        Some(Some(first)) => {
            let concat = js_string!(&message, &js_string!(": "), &first);
            data[0] = concat.into();
        }
        // 3. If data is empty, append message to data.
        // 4. Otherwise: 2. If first is not a String, prepend message to data.
        _ => data.insert(0, message.into()),
    }
    // 5. Perform Logger("assert", data).
    console.log(call, &data, context)
}

/// `console.trace(...data)`
///
/// <https://console.spec.whatwg.org/#trace>
pub(super) fn trace(console: &Console, call: &Call<'_>, context: &mut Context) -> JsResult<()> {
    let mut data = call.arguments.to_vec();
    match data.first().map(JsValue::as_string) {
        Some(Some(first)) => data[0] = js_string!(&js_string!("Trace: "), &first).into(),
        _ => data.insert(0, js_string!("Trace").into()),
    }
    let options = console.options(call.level);
    let is_wanted = console.state.sink.wants(call.level);
    let stringify = console.stringify.as_ref();
    let parts = super::format::format(&data, &options, is_wanted, stringify, context)?;
    // The stack is walked if anybody wants it.
    if is_wanted {
        let text = super::format::join(parts, &options, context) + &stack_here(context);
        console.tell(call, &text, context);
    }
    Ok(())
}

/// `console.dir(item, options)`
///
/// <https://console.spec.whatwg.org/#dir>
pub(super) fn dir(console: &Console, call: &Call<'_>, context: &mut Context) -> JsResult<()> {
    let options = dir_options(console.options(call.level), call.arguments.get(1), context)?;
    if console.state.sink.wants(call.level) {
        let item = call.arguments.get_or_undefined(0);
        let text = inspect(item, &options, context);
        console.tell(call, &text, context);
    }
    Ok(())
}

/// The options `depth` (`null` and `Infinity` mean as deep as can be), `showHidden` and `colors`, as Node has them.
fn dir_options(
    mut options: InspectOptions,
    given: Option<&JsValue>,
    context: &mut Context,
) -> JsResult<InspectOptions> {
    let Some(given) = given.and_then(JsValue::as_object) else {
        return Ok(options);
    };
    let depth = given.get(js_string!("depth"), context)?;
    if depth.is_null() {
        options = options.depth(usize::MAX);
    } else if let Some(depth) = depth.as_number() {
        // A cast of a float is at an end of the range if the float is beyond it.
        options = options.depth(depth as usize);
    }
    options = options.hidden(given.get(js_string!("showHidden"), context)?.to_boolean());
    let colors = given.get(js_string!("colors"), context)?;
    Ok(match colors.as_boolean() {
        Some(colors) => options.colors(colors),
        None => options,
    })
}

/// `console.group(...data)`, and `groupCollapsed`
///
/// <https://console.spec.whatwg.org/#group>
pub(super) fn group(console: &Console, call: &Call<'_>, context: &mut Context) -> JsResult<()> {
    // A group without a label has no line of its own.
    console.log(call, call.arguments, context)?;
    let groups = &console.state.groups;
    groups.set(groups.get().saturating_add(1));
    Ok(())
}

/// `console.groupEnd()`
///
/// <https://console.spec.whatwg.org/#groupend>
pub(super) fn group_end(console: &Console, _: &Call<'_>, _: &mut Context) -> JsResult<()> {
    let groups = &console.state.groups;
    groups.set(groups.get().saturating_sub(1));
    Ok(())
}

/// `console.clear()`
///
/// <https://console.spec.whatwg.org/#clear>
pub(super) fn clear(console: &Console, _: &Call<'_>, _: &mut Context) -> JsResult<()> {
    console.state.groups.set(0);
    console.state.sink.clear();
    Ok(())
}

/// `console.count(label)`
///
/// <https://console.spec.whatwg.org/#count>
pub(super) fn count(console: &Console, call: &Call<'_>, context: &mut Context) -> JsResult<()> {
    let label = label(call.arguments, context)?;
    let count = {
        let mut counts = console.state.counts.borrow_mut();
        let count = counts.entry(label.clone()).or_default();
        *count += 1;
        *count
    };
    print_labelled(console, call, &label, &count.to_string(), &[], context)
}

/// `console.countReset(label)`
///
/// <https://console.spec.whatwg.org/#countreset>
pub(super) fn count_reset(
    console: &Console,
    call: &Call<'_>,
    context: &mut Context,
) -> JsResult<()> {
    let label = label(call.arguments, context)?;
    let is_known = match console.state.counts.borrow_mut().get_mut(&label) {
        Some(count) => {
            *count = 0;
            true
        }
        None => false,
    };
    if !is_known {
        warn(
            console,
            call,
            &label,
            "Count for",
            "does not exist",
            context,
        );
    }
    Ok(())
}

/// `console.time(label)`
///
/// <https://console.spec.whatwg.org/#time>
pub(super) fn time(console: &Console, call: &Call<'_>, context: &mut Context) -> JsResult<()> {
    let label = label(call.arguments, context)?;
    if console.state.timers.borrow().contains_key(&label) {
        warn(console, call, &label, "Timer", "already exists", context);
        return Ok(());
    }
    let now = context.clock().now();
    console.state.timers.borrow_mut().insert(label, now);
    Ok(())
}

/// `console.timeLog(label, ...data)`
///
/// <https://console.spec.whatwg.org/#timelog>
pub(super) fn time_log(console: &Console, call: &Call<'_>, context: &mut Context) -> JsResult<()> {
    let label = label(call.arguments, context)?;
    let data = call.arguments.get(1..).unwrap_or_default();
    tell_time(console, call, &label, data, context)
}

/// `console.timeEnd(label)`
///
/// <https://console.spec.whatwg.org/#timeend>
pub(super) fn time_end(console: &Console, call: &Call<'_>, context: &mut Context) -> JsResult<()> {
    let label = label(call.arguments, context)?;
    tell_time(console, call, &label, &[], context)?;
    console.state.timers.borrow_mut().remove(&label);
    Ok(())
}

fn tell_time(
    console: &Console,
    call: &Call<'_>,
    label: &JsString,
    data: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    let started = console.state.timers.borrow().get(label).copied();
    let Some(started) = started else {
        warn(console, call, label, "Timer", "does not exist", context);
        return Ok(());
    };
    let now = context.clock().now();
    let nanoseconds = now
        .nanos_since_epoch()
        .saturating_sub(started.nanos_since_epoch());
    print_labelled(console, call, label, &duration(nanoseconds), data, context)
}

/// Nanoseconds as people read them.
fn duration(nanoseconds: u128) -> String {
    let milliseconds = nanoseconds as f64 / 1e6;
    if milliseconds < 1e3 {
        return format!("{milliseconds:.3}ms");
    }
    let seconds = milliseconds / 1e3;
    if seconds < 60.0 {
        return format!("{seconds:.3}s");
    }
    let minutes = (seconds / 60.0).floor();
    format!("{minutes}min {:.3}s", seconds - 60.0 * minutes)
}

/// Prints `label: text` and further values. The label is no format.
fn print_labelled(
    console: &Console,
    call: &Call<'_>,
    label: &JsString,
    text: &str,
    data: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    let text = format!("{}: {text}", label.to_std_string_lossy());
    let mut parts = vec![Part::Text(text)];
    parts.extend(data.iter().cloned().map(Part::Value));
    console.print(call, parts, context);
    Ok(())
}

/// `reportWarningToConsole`: says that the program has used a label wrongly.
///
/// <https://console.spec.whatwg.org/#reporting-warnings>
fn warn(
    console: &Console,
    call: &Call<'_>,
    label: &JsString,
    what: &str,
    problem: &str,
    context: &mut Context,
) {
    let text = format!("{what} '{}' {problem}", label.to_std_string_lossy());
    let call = Call {
        level: ConsoleLevel::Warn,
        ..*call
    };
    console.print(&call, vec![Part::Text(text)], context);
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_are_told_in_a_unit_that_suits_them() {
        assert_eq!(duration(1_500), "0.002ms");
        assert_eq!(duration(999_000_000), "999.000ms");
        assert_eq!(duration(1_250_000_000), "1.250s");
        assert_eq!(duration(61_500_000_000), "1min 1.500s");
    }
}
