//! How native objects look.

use std::{
    any::TypeId,
    sync::{Arc, PoisonError, RwLock},
};

use boa_engine::{JsObject, JsString, JsValue, object::NativeObject};

/// What is shown of a native object: what it is called, and what is in it. See [`register_look`].
#[derive(Debug, Default)]
pub struct Look {
    pub(super) title: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) fields: Vec<(JsString, Field)>,
}

#[derive(Debug)]
pub(super) enum Field {
    Value(JsValue),
    Note(String),
}

impl Look {
    /// Sets what the object is called instead of the name of its class.
    pub fn title(&mut self, title: impl Into<String>) -> &mut Self {
        self.title = Some(title.into());
        self
    }

    /// Sets a text that is shown instead of a class and fields, as errors have it: `AbortError: the user left`. Properties
    /// of the object itself are shown after it.
    pub fn headline(&mut self, text: impl Into<String>) -> &mut Self {
        self.headline = Some(text.into());
        self
    }

    /// Adds a value with its name.
    pub fn field(&mut self, name: impl Into<JsString>, value: impl Into<JsValue>) -> &mut Self {
        self.fields.push((name.into(), Field::Value(value.into())));
        self
    }

    /// Adds words with their name, which are shown as they are: `state: pending`.
    pub fn note(&mut self, name: impl Into<JsString>, words: impl Into<String>) -> &mut Self {
        self.fields.push((name.into(), Field::Note(words.into())));
        self
    }
}

type Describe = dyn Fn(&JsObject) -> Option<Look> + Send + Sync;

/// The looks of this process. They are of Rust types, not of contexts, as an `impl` would be.
pub(super) type Looks = Arc<Vec<(TypeId, Arc<Describe>)>>;

static LOOKS: RwLock<Option<Looks>> = RwLock::new(None);

/// The looks that are registered now.
pub(super) fn looks() -> Looks {
    let looks = LOOKS.read().unwrap_or_else(PoisonError::into_inner);
    looks.clone().unwrap_or_default()
}

/// Says how JS objects with the native data `T` look in `console`, in reports, and to [`inspect`](crate::inspect()).
///
/// It holds for the whole process, on all threads, because `T` does. A later call for the same `T` replaces the earlier one.
/// Costs a copy of the list of looks; each object that is inspected costs a comparison for each look.
///
/// `look` is called on the JS thread of the object while the object is borrowed. It reads `T` and must neither call
/// JavaScript nor borrow the object to change it.
///
/// ```
/// use boa_async_context::{InspectOptions, inspect, register_look};
/// use boa_engine::{Context, JsData, JsObject};
/// use boa_gc::{Finalize, Trace};
///
/// #[derive(Trace, Finalize, JsData)]
/// struct Account {
///     number: i32,
/// }
///
/// register_look::<Account>(|account, look| {
///     look.title("Account").field("number", account.number);
/// });
/// let context = &mut Context::default();
/// let account = JsObject::from_proto_and_data(None, Account { number: 7 });
/// let text = inspect(&account.into(), &InspectOptions::default(), context);
/// assert_eq!(text, "Account { number: 7 }");
/// ```
pub fn register_look<T: NativeObject>(look: fn(&T, &mut Look)) {
    let describe = move |object: &JsObject| {
        let data = object.downcast_ref::<T>()?;
        let mut shown = Look::default();
        look(&data, &mut shown);
        Some(shown)
    };
    let id = TypeId::of::<T>();
    let mut looks = LOOKS.write().unwrap_or_else(PoisonError::into_inner);
    let mut all = looks.as_ref().map_or_else(Vec::new, |looks| looks.to_vec());
    all.retain(|(known, _)| *known != id);
    all.push((id, Arc::new(describe)));
    *looks = Some(Arc::new(all));
}
