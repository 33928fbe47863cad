//! Format specifiers.

use boa_engine::{
    Context, JsError, JsResult, JsString, JsValue, js_string, object::builtins::JsFunction,
};

use crate::inspect::{InspectOptions, inspect};

/// How many levels `%o` shows.
const DETAILED: usize = 4;

/// A part of a message.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// Shown as it is.
    Text(String),
    /// Shown as the inspector shows it, or as it is if it is a string.
    Value(JsValue),
}

/// `Formatter(args)`: replaces the format specifiers of the first of `data` with the others, and returns what is to be printed. Only if
/// `is_wanted` are objects shown for `%o` and `%O`: nobody can notice that.
///
/// The text of the standard looks for specifiers in what it has just replaced, too, so an argument could be taken for a format.
/// As in other implementations, it cannot here.
///
/// <https://console.spec.whatwg.org/#formatter>
///
/// # Errors
///
/// What a conversion of `%s`, `%d`, `%i`, `%f` or `%j` throws.
pub(super) fn format(
    data: &[JsValue],
    options: &InspectOptions,
    is_wanted: bool,
    stringify: Option<&JsFunction>,
    context: &mut Context,
) -> JsResult<Vec<Part>> {
    let values = |values: &[JsValue]| values.iter().cloned().map(Part::Value).collect::<Vec<_>>();
    // 1. If args's size is 1, return args.
    let [target, rest @ ..] = data else {
        return Ok(Vec::new());
    };
    let Some(target) = target.as_string().filter(|_| !rest.is_empty()) else {
        return Ok(values(data));
    };
    let target = target.to_std_string_lossy();
    let mut converter = Converter {
        options,
        is_wanted,
        stringify,
        context,
    };
    let mut rest = rest.iter();
    let mut text = String::with_capacity(target.len());
    let mut from = target.as_str();
    while let Some(at) = from.find('%') {
        let (before, specifier) = from.split_at(at);
        text.push_str(before);
        let letter = specifier[1..].chars().next();
        let length = 1 + letter.map_or(0, char::len_utf8);
        from = &specifier[length..];
        // `%%` is not in the standard, and everywhere else.
        if letter == Some('%') {
            text.push('%');
            continue;
        }
        let is_known = letter.is_some_and(|letter| "sdifoOjc".contains(letter));
        match rest.as_slice().first().filter(|_| is_known) {
            Some(current) => {
                text.push_str(&converter.convert(letter.unwrap_or_default(), current)?);
                rest.next();
            }
            None => text.push_str(&specifier[..length]),
        }
    }
    text.push_str(from);
    let mut parts = vec![Part::Text(text)];
    parts.extend(values(rest.as_slice()));
    Ok(parts)
}

struct Converter<'a> {
    options: &'a InspectOptions,
    is_wanted: bool,
    stringify: Option<&'a JsFunction>,
    context: &'a mut Context,
}

impl Converter<'_> {
    /// What stands in the place of the specifier.
    fn convert(&mut self, specifier: char, current: &JsValue) -> JsResult<String> {
        match specifier {
            // 1. If specifier is %s, let converted be the result of Call(%String%, undefined, « current »).
            's' => match current.as_symbol() {
                Some(symbol) => Ok(symbol.descriptive_string().to_std_string_lossy()),
                None => self.string(current),
            },
            // 2. If specifier is %d or %i:
            //    1. If current is a Symbol, let converted be NaN.
            //    2. Otherwise, let converted be the result of Call(%parseInt%, undefined, « current, 10 »).
            'd' | 'i' => {
                let parse = self.context.intrinsics().objects().parse_int();
                self.number(&parse, &[current.clone(), 10.into()])
            }
            // 3. If specifier is %f: as 2, with Call(%parseFloat%, undefined, « current »).
            'f' => {
                let parse = self.context.intrinsics().objects().parse_float();
                self.number(&parse, std::slice::from_ref(current))
            }
            'j' => self.json(current),
            // 4. If specifier is %o, optionally let converted be current with optimally useful formatting applied.
            'o' => Ok(self.shown(current, &self.options.clone().depth(DETAILED))),
            // 5. If specifier is %O, optionally let converted be current with generic JavaScript object formatting applied.
            'O' => Ok(self.shown(current, &self.options.clone())),
            // 6. TODO: process %c. There are no styles here.
            _ => Ok(String::new()),
        }
    }

    fn string(&mut self, value: &JsValue) -> JsResult<String> {
        value
            .to_string(self.context)
            .map(|text| text.to_std_string_lossy())
    }

    fn number(&mut self, parse: &JsFunction, arguments: &[JsValue]) -> JsResult<String> {
        if arguments.first().is_some_and(JsValue::is_symbol) {
            return Ok("NaN".to_owned());
        }
        let number = parse.call(&JsValue::undefined(), arguments, self.context)?;
        self.string(&number)
    }

    fn json(&mut self, value: &JsValue) -> JsResult<String> {
        let Some(stringify) = self.stringify else {
            return Ok(self.shown(value, &self.options.clone()));
        };
        match stringify.call(
            &JsValue::undefined(),
            std::slice::from_ref(value),
            self.context,
        ) {
            Ok(json) => self.string(&json),
            Err(error) if is_of_a_cycle(&error) => Ok("[Circular]".to_owned()),
            Err(error) => Err(error),
        }
    }

    fn shown(&mut self, value: &JsValue, options: &InspectOptions) -> String {
        if self.is_wanted {
            inspect(value, options, self.context)
        } else {
            String::new()
        }
    }
}

/// Whether `JSON.stringify` threw because the value is in itself.
fn is_of_a_cycle(error: &JsError) -> bool {
    error
        .as_native()
        .is_some_and(|error| error.message().contains("cyclic"))
}

/// The parts as text, with spaces between them.
pub(super) fn join(parts: Vec<Part>, options: &InspectOptions, context: &mut Context) -> String {
    let mut text = String::new();
    for (number, part) in parts.into_iter().enumerate() {
        if number > 0 {
            text.push(' ');
        }
        match part {
            Part::Text(part) => text.push_str(&part),
            Part::Value(value) => match value.as_string() {
                Some(string) => text.push_str(&string.to_std_string_lossy()),
                None => text.push_str(&inspect(&value, options, context)),
            },
        }
    }
    text
}

/// The label of a count or a timer.
///
/// <https://webidl.spec.whatwg.org/#js-DOMString>
///
/// # Errors
///
/// What its conversion to a string throws.
pub(super) fn label(arguments: &[JsValue], context: &mut Context) -> JsResult<JsString> {
    match arguments.first() {
        Some(label) if !label.is_undefined() => label.to_string(context),
        _ => Ok(js_string!("default")),
    }
}
