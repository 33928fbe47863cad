//! The interface `WorkerLocation`.
//!
//! <https://html.spec.whatwg.org/#worker-locations>

use boa_engine::{
    Context, JsData, JsObject, JsResult, JsString, JsValue, native_function::NativeFunctionPointer,
};
use boa_gc::{Finalize, Trace};
use url::{Position, Url};

use crate::{
    url::serialized_origin,
    webidl::{Interface, expose, illegal_constructor, illegal_invocation, interface, prototype_of},
};

interface!(WorkerLocation);

/// The URL of the worker's script.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Slots {
    #[unsafe_ignore_trace]
    href: String,
    /// `None` for a file whose path makes no URL.
    #[unsafe_ignore_trace]
    url: Option<Url>,
}

/// The attributes apart from `href`. Each is a part of the URL.
const PARTS: [(&str, NativeFunctionPointer); 8] = [
    ("origin", |this, _, _| part(this, serialized_origin)),
    ("protocol", |this, _, _| {
        part(this, |url| url[..Position::AfterScheme].to_owned() + ":")
    }),
    ("host", |this, _, _| {
        part(this, |url| {
            url[Position::BeforeHost..Position::AfterPort].to_owned()
        })
    }),
    ("hostname", |this, _, _| {
        part(this, |url| url.host_str().unwrap_or_default().to_owned())
    }),
    ("port", |this, _, _| {
        part(this, |url| {
            url[Position::BeforePort..Position::AfterPort].to_owned()
        })
    }),
    ("pathname", |this, _, _| {
        part(this, |url| url.path().to_owned())
    }),
    ("search", |this, _, _| {
        part(this, |url| after('?', url.query()))
    }),
    ("hash", |this, _, _| {
        part(this, |url| after('#', url.fragment()))
    }),
];

/// Creates the `location` of a worker, and exposes its interface in the current realm.
///
/// <https://html.spec.whatwg.org/#workerlocation>
pub(super) fn create(href: &str, context: &mut Context) -> JsResult<JsObject> {
    let mut interface = Interface::new::<WorkerLocation>(0, illegal_constructor, context)
        .readonly("href", |this, _, _| href_of(this))
        .operation("toString", 0, |this, _, _| href_of(this));
    for (name, get) in PARTS {
        interface = interface.readonly(name, get);
    }
    interface.register::<WorkerLocation>();
    expose::<WorkerLocation>(context)?;
    let slots = Slots {
        href: href.to_owned(),
        url: Url::parse(href).ok(),
    };
    let prototype = prototype_of::<WorkerLocation>(context)?;
    Ok(JsObject::from_proto_and_data(prototype, slots))
}

fn href_of(this: &JsValue) -> JsResult<JsValue> {
    with_slots(this, |slots| slots.href.clone())
}

fn part(this: &JsValue, get: fn(&Url) -> String) -> JsResult<JsValue> {
    with_slots(this, |slots| {
        slots.url.as_ref().map(get).unwrap_or_default()
    })
}

fn with_slots(this: &JsValue, get: impl FnOnce(&Slots) -> String) -> JsResult<JsValue> {
    let object = this.as_object();
    let slots = object
        .as_ref()
        .and_then(|object| object.downcast_ref::<Slots>());
    let text = slots.map(|slots| get(&slots));
    match text {
        Some(text) => Ok(JsString::from(text).into()),
        None => Err(illegal_invocation("WorkerLocation")),
    }
}

/// The query or the fragment of a URL, with its mark; empty if it is empty.
fn after(mark: char, part: Option<&str>) -> String {
    match part {
        None | Some("") => String::new(),
        Some(part) => format!("{mark}{part}"),
    }
}
