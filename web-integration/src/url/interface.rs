//! `URL`.
//!
//! <https://url.spec.whatwg.org/#url-class>

use boa_engine::{Context, JsArgs, JsData, JsObject, JsResult, JsValue, js_string};
use boa_gc::{Finalize, Gc, Trace};
use url::{Url, quirks};

use super::{origin::serialized_origin, search_params, state::UrlState};
use crate::webidl::{
    Interface, illegal_invocation, interface, prototype_from, prototype_of, require, require_new,
    type_error, usv_string,
};

interface!(
    #[expect(
        clippy::upper_case_acronyms,
        reason = "the identifier of the interface"
    )]
    URL
);

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct UrlSlots(Gc<UrlState>);

/// Defines attributes by the functions of the parser that read and write a part of a URL.
macro_rules! parts {
    ($interface:ident, $(($name:literal, $get:expr, $set:expr),)*) => {
        $interface$(.attribute(
            $name,
            |this, _, _| {
                let url = state(this)?;
                let record = url.record.borrow();
                let part: String = ($get)(&record).into();
                Ok(js_string!(part).into())
            },
            |this, args, context| {
                let url = state(this)?;
                let value = usv_string(args.get_or_undefined(0), context)?;
                // What cannot be parsed leaves the URL as it is.
                let _ = ($set)(&mut url.record.borrow_mut(), &value);
                Ok(JsValue::undefined())
            },
        ))*
    };
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    boa_async_context::register_look::<UrlSlots>(|slots, look| {
        look.field(
            js_string!("href"),
            js_string!(slots.0.record.borrow().as_str()),
        );
    });
    let interface = Interface::new::<URL>(1, construct, context);
    let interface = parts!(
        interface,
        ("protocol", quirks::protocol, quirks::set_protocol),
        ("username", quirks::username, quirks::set_username),
        ("password", quirks::password, quirks::set_password),
        ("host", quirks::host, quirks::set_host),
        ("hostname", quirks::hostname, quirks::set_hostname),
        ("port", quirks::port, quirks::set_port),
        ("pathname", quirks::pathname, quirks::set_pathname),
        ("hash", quirks::hash, quirks::set_hash),
    );
    interface
        .attribute("href", |this, _, _| href(this), set_href)
        .readonly("origin", |this, _, _| {
            let origin = serialized_origin(&state(this)?.record.borrow());
            Ok(js_string!(origin).into())
        })
        .attribute(
            "search",
            |this, _, _| {
                let url = state(this)?;
                let record = url.record.borrow();
                Ok(js_string!(quirks::search(&record)).into())
            },
            |this, args, context| {
                let url = state(this)?;
                let value = usv_string(args.get_or_undefined(0), context)?;
                quirks::set_search(&mut url.record.borrow_mut(), &value);
                renew_params(&url);
                Ok(JsValue::undefined())
            },
        )
        .readonly("searchParams", search_params_of)
        .operation("toString", 0, |this, _, _| href(this))
        .operation("toJSON", 0, |this, _, _| href(this))
        .static_operation("parse", 1, |_, args, context| {
            require(args, 1, "URL.parse")?;
            match parsed(args, context)? {
                Some(record) => {
                    let prototype = prototype_of::<URL>(context)?;
                    Ok(object(Some(prototype), record).into())
                }
                None => Ok(JsValue::null()),
            }
        })
        .static_operation("canParse", 1, |_, args, context| {
            require(args, 1, "URL.canParse")?;
            Ok(parsed(args, context)?.is_some().into())
        })
        .register::<URL>();
}

fn state(this: &JsValue) -> JsResult<Gc<UrlState>> {
    let object = this.as_object();
    object
        .as_ref()
        .and_then(|object| object.downcast_ref::<UrlSlots>())
        .map(|slots| slots.0.clone())
        .ok_or_else(|| illegal_invocation("URL"))
}

fn object(prototype: Option<JsObject>, record: Url) -> JsObject {
    let slots = UrlSlots(Gc::new(UrlState::new(record)));
    JsObject::from_proto_and_data(prototype, slots)
}

/// The *API URL parser*; `None` is failure
///
/// <https://url.spec.whatwg.org/#api-url-parser>
fn parsed(args: &[JsValue], context: &mut Context) -> JsResult<Option<Url>> {
    let url = usv_string(args.get_or_undefined(0), context)?;
    let base = match args.get_or_undefined(1) {
        base if base.is_undefined() => None,
        base => Some(usv_string(base, context)?),
    };
    // 1. Let baseRecord be null. 2. If base is given, set baseRecord to the result of parsing it; failure is returned.
    let base = match base.as_deref().map(Url::parse) {
        Some(Err(_)) => return Ok(None),
        Some(Ok(base)) => Some(base),
        None => None,
    };
    // 3. Return the result of running the basic URL parser on url with baseRecord.
    Ok(Url::options().base_url(base.as_ref()).parse(&url).ok())
}

/// `new URL(url, base)`
///
/// <https://url.spec.whatwg.org/#dom-url-url>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<URL>(new_target)?;
    require(args, 1, "URL")?;
    // 1. Let parsedURL be the result of running the API URL parser on url with base, if given.
    let record = parsed(args, context)?;
    let prototype = prototype_from::<URL>(new_target, context)?;
    // 2. If parsedURL is failure, then throw a TypeError.
    match record {
        Some(record) => Ok(object(prototype, record).into()),
        None => {
            let text = args.get_or_undefined(0).display().to_string();
            Err(type_error(format!("URL: {text} is not a valid URL")))
        }
    }
}

fn href(this: &JsValue) -> JsResult<JsValue> {
    let url = state(this)?;
    let record = url.record.borrow();
    Ok(js_string!(record.as_str()).into())
}

/// Setting `href`
///
/// <https://url.spec.whatwg.org/#dom-url-href>
fn set_href(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let url = state(this)?;
    let value = usv_string(args.get_or_undefined(0), context)?;
    // 1. Let parsedURL be the result of running the basic URL parser on the given value.
    // 2. If parsedURL is failure, then throw a TypeError.
    let record = Url::parse(&value)
        .map_err(|error| type_error(format!("href: `{value}` is not a valid URL: {error}")))?;
    // 3-6. Set this's URL to parsedURL, and renew the list of its query object.
    *url.record.borrow_mut() = record;
    renew_params(&url);
    Ok(JsValue::undefined())
}

/// Sets the list of the query object to that of the query.
fn renew_params(url: &UrlState) {
    if let Some(params) = &*url.params.borrow() {
        let record = url.record.borrow();
        search_params::set_list(params, record.query().unwrap_or_default());
    }
}

/// `searchParams`
///
/// <https://url.spec.whatwg.org/#dom-url-searchparams>
fn search_params_of(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let url = state(this)?;
    if let Some(params) = &*url.params.borrow() {
        return Ok(params.clone().into());
    }
    let params = search_params::of_url(&url, context)?;
    *url.params.borrow_mut() = Some(params.clone());
    Ok(params.into())
}
