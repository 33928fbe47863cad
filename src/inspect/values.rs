//! Which kind of value is read in which way.

use boa_engine::{
    Context, JsBigInt, JsObject, JsString, JsSymbol, JsValue,
    builtins::{
        array_buffer::{ArrayBuffer, SharedArrayBuffer},
        dataview::DataView,
        date::Date,
        error::Error,
        map::ordered_map::OrderedMap,
        promise::Promise,
        proxy::Proxy,
        regexp::RegExp,
        set::ordered_set::OrderedSet,
        typed_array::TypedArray,
    },
    module::ModuleNamespace,
    object::builtins::JsRegExp,
};

use super::{
    inspector::Inspector,
    layout::{Doc, Style, lay_out},
    options::InspectOptions,
    text,
};

/// Shows a value as text for people, like Node's `util.inspect`.
///
/// It runs no code of the program: no getter, no trap of a proxy, no `toString`. The text is of bounded length, and says what
/// it leaves out. Costs in proportion to what is shown, and for an object with many properties to their number. Call it on
/// the JS thread of the value. `docs/console.md` shows what all kinds of values look like.
#[must_use]
pub fn inspect(value: &JsValue, options: &InspectOptions, context: &mut Context) -> String {
    let mut inspector = Inspector::new(options, Some(context));
    lay_out(&inspector.value(value), options)
}

impl Inspector<'_> {
    pub(super) fn value(&mut self, value: &JsValue) -> Doc {
        if self.is_spent() {
            return Doc::plain("…");
        }
        match value.as_object() {
            Some(object) => self.object(&object),
            None => {
                let longest = self.longest_string();
                let (text, style) = text::primitive(value, longest, self.options.bits);
                self.styled(text, style)
            }
        }
    }

    fn object(&mut self, object: &JsObject) -> Doc {
        // Native code is changing it.
        if object.try_borrow().is_err() {
            return self.styled("[in use]", Style::Special);
        }
        if let Some(circular) = self.circular(object) {
            return circular;
        }
        if object.is::<Proxy>() {
            let what = if object.is_callable() {
                "[Proxy of a function]"
            } else {
                "[Proxy]"
            };
            return self.styled(what, Style::Special);
        }
        if object.is_array() {
            return self.array(object);
        }
        if object.is_callable() {
            return self.function(object);
        }
        if object.is_ordinary() {
            return self.plain_object(object);
        }
        self.builtin(object)
            .or_else(|| self.native(object))
            .unwrap_or_else(|| self.plain_object(object))
    }

    /// An object of the language with internal slots.
    fn builtin(&mut self, object: &JsObject) -> Option<Doc> {
        Some(if object.is::<Error>() {
            self.error_object(object)
        } else if object.is::<OrderedMap<JsValue>>() {
            self.map(object)
        } else if object.is::<OrderedSet>() {
            self.set(object)
        } else if object.is::<TypedArray>() {
            self.typed_array(object)
        } else if object.is::<Promise>() {
            self.promise(object)
        } else if object.is::<Date>() {
            self.shown_by_the_engine(object, Style::Date)
        } else if object.is::<RegExp>() {
            self.reg_exp(object)
        } else if object.is::<ArrayBuffer>() || object.is::<SharedArrayBuffer>() {
            self.buffer(object)
        } else if object.is::<DataView>() {
            self.data_view(object)
        } else if object.is::<ModuleNamespace>() {
            self.namespace(object)
        } else {
            return self.boxed(object);
        })
    }

    /// `/source/flags`, both from internal slots. What is printed gives the flags; its source is escaped twice.
    fn reg_exp(&mut self, object: &JsObject) -> Doc {
        let reg_exp = JsRegExp::from_object(object.clone()).ok();
        let source = reg_exp.zip(self.context.as_deref_mut());
        let source = source.and_then(|(reg_exp, context)| reg_exp.source(context).ok());
        let Some(source) = source else {
            return self.shown_by_the_engine(object, Style::RegExp);
        };
        let value = JsValue::from(object.clone());
        let printed = value.display().to_string();
        let flags = printed.rsplit('/').next().unwrap_or_default();
        let source = text::with_slashes_escaped_once(&source);
        let source = text::cut(&source.as_str().into(), self.options.string);
        let text = format!("/{source}/{flags}");
        self.with_properties(object, text, Style::RegExp, |_| true)
    }

    /// What the engine itself prints in a line, from the internal slots only.
    fn shown_by_the_engine(&mut self, object: &JsObject, style: Style) -> Doc {
        let value = JsValue::from(object.clone());
        let text = text::bounded(&value.display(), self.options.string);
        self.with_properties(object, text, style, |_| true)
    }

    /// `[Number: 3]`
    fn boxed(&mut self, object: &JsObject) -> Option<Doc> {
        let (class, value): (&str, JsValue) = if let Some(data) = object.downcast_ref::<JsString>()
        {
            ("String", data.clone().into())
        } else if let Some(data) = object.downcast_ref::<f64>() {
            ("Number", (*data).into())
        } else if let Some(data) = object.downcast_ref::<bool>() {
            ("Boolean", (*data).into())
        } else if let Some(data) = object.downcast_ref::<JsBigInt>() {
            ("BigInt", data.clone().into())
        } else if let Some(data) = object.downcast_ref::<JsSymbol>() {
            ("Symbol", data.clone().into())
        } else {
            return None;
        };
        let (text, style) = text::primitive(&value, self.longest_string(), self.options.bits);
        Some(self.with_properties(object, format!("[{class}: {text}]"), style, |_| true))
    }
}
