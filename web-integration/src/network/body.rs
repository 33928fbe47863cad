//! Bodies, and the mixin `Body` of requests and responses.
//!
//! <https://fetch.spec.whatwg.org/#bodies>

use std::cell::Cell;

use boa_async_context::{CaptureKind, array_buffer, uint8_array};
use boa_engine::{
    Context, JsObject, JsResult, JsString, JsValue, builtins::promise::ResolvingFunctions,
    js_string, object::builtins::JsPromise,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};
use bytes::Bytes;

use super::{
    blob::{BlobData, as_blob},
    body_stream::{WholeBody, proxy, read_all_bytes, stream_of_bytes, stream_of_receiving},
    caller::CallSpan,
    convert::{parse_json, settle, utf8_decode},
    form_data,
    headers::HeadersState,
    job::{next_turn, spawn},
    receiving::{Broken, Receiving, too_large},
};
use crate::{
    mechanism::Capture,
    messaging::clone::{deserialize, serialize},
    streams::native::{ReadableStreamHandle, as_readable_stream},
    url::as_search_params,
    webidl::{Interface, Shared, buffer_bytes, type_error, usv_string},
};

/// The content of a body.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) enum Content {
    Bytes(#[unsafe_ignore_trace] Bytes),
    Receiving(Gc<Receiving>),
    /// The stream that the program has seen or created. Every read of the body reads from it.
    Stream(ReadableStreamHandle),
    /// The content was read or sent, and the program has not seen a stream.
    Used,
}

impl Content {
    pub(super) fn is_stream(&self) -> bool {
        matches!(self, Self::Stream(_))
    }
}

/// A *body*.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Body {
    content: GcRefCell<Content>,
    /// Whether another request has taken the body.
    given_away: Cell<bool>,
}

impl Body {
    pub(super) fn new(content: Content) -> Gc<Self> {
        Gc::new(Self {
            content: GcRefCell::new(content),
            given_away: Cell::new(false),
        })
    }

    /// Whether the stream of the body is *disturbed*.
    fn is_used(&self) -> bool {
        match &*self.content.borrow() {
            Content::Used => true,
            Content::Stream(stream) => self.given_away.get() || stream.is_disturbed(),
            _ => false,
        }
    }

    /// Whether the body is *unusable*.
    ///
    /// <https://fetch.spec.whatwg.org/#body-unusable>
    fn is_unusable(&self) -> bool {
        let is_locked = match &*self.content.borrow() {
            Content::Stream(stream) => stream.is_locked(),
            _ => false,
        };
        is_locked || self.is_used()
    }

    fn require_usable(&self) -> JsResult<()> {
        if self.is_unusable() {
            return Err(type_error("the body was used already, or is being read"));
        }
        Ok(())
    }

    /// Takes the content, to read it to its end.
    ///
    /// # Errors
    ///
    /// A `TypeError` if the body is unusable.
    pub(super) fn take(&self) -> JsResult<Content> {
        self.require_usable()?;
        let mut content = self.content.borrow_mut();
        if content.is_stream() {
            // The stream stays: its reader will lock it.
            return Ok(content.clone());
        }
        Ok(std::mem::replace(&mut *content, Content::Used))
    }

    /// *Creates a proxy* for the body, which is unusable afterwards.
    ///
    /// <https://streams.spec.whatwg.org/#readablestream-create-a-proxy>
    ///
    /// # Errors
    ///
    /// A `TypeError` if the body is unusable.
    pub(super) fn give_away(&self, context: &mut Context) -> JsResult<Gc<Self>> {
        let content = match self.take()? {
            Content::Stream(stream) => Content::Stream(proxy(&stream, context)?),
            other => other,
        };
        self.given_away.set(true);
        Ok(Self::new(content))
    }

    /// The stream of the body, for the program. It is created at the first call.
    fn stream(&self, context: &mut Context) -> JsResult<ReadableStreamHandle> {
        let content = self.content.borrow().clone();
        let stream = match content {
            Content::Stream(stream) => return Ok(stream),
            Content::Bytes(bytes) => stream_of_bytes(bytes, context)?,
            Content::Receiving(receiving) => stream_of_receiving(&receiving, context)?,
            Content::Used => used_stream(context)?,
        };
        *self.content.borrow_mut() = Content::Stream(stream.clone());
        Ok(stream)
    }

    /// *Clone* a body.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-body-clone>
    ///
    /// # Errors
    ///
    /// A `TypeError` if the body is unusable.
    pub(super) fn tee(&self, context: &mut Context) -> JsResult<Gc<Self>> {
        self.require_usable()?;
        if let Content::Bytes(bytes) = &*self.content.borrow() {
            return Ok(Self::new(Content::Bytes(bytes.clone())));
        }
        // 1. Let « out1, out2 » be the result of teeing body's stream.
        let stream = self.stream(context)?;
        let origin = stream.origin();
        let [first, second] = stream.tee(structured_clone, context)?;
        first.set_origin(origin.clone());
        second.set_origin(origin);
        // 2. Set body's stream to out1. 3. Return a body whose stream is out2.
        *self.content.borrow_mut() = Content::Stream(first);
        Ok(Self::new(Content::Stream(second)))
    }
}

/// *StructuredClone* of a chunk.
///
/// <https://streams.spec.whatwg.org/#abstract-opdef-structuredclone>
fn structured_clone(chunk: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    let record = serialize(chunk, &[], context)?;
    deserialize(record, &[], context)
}

/// The stream of a body that was read before the program asked for the stream.
fn used_stream(context: &mut Context) -> JsResult<ReadableStreamHandle> {
    /// Ignores the bytes.
    #[derive(Trace, Finalize)]
    #[boa_gc(unsafe_no_drop)]
    struct Ignore;

    impl WholeBody for Ignore {
        fn end(self: Box<Self>, _: JsResult<Vec<u8>>, _: &mut Context) -> JsResult<()> {
            Ok(())
        }
    }

    let stream = stream_of_bytes(Bytes::new(), context)?;
    read_all_bytes(&stream, Box::new(Ignore), context)?;
    Ok(stream)
}

/// A body with its type, extracted from a `BodyInit`.
pub(super) struct Extracted {
    pub(super) content: Content,
    pub(super) mime_type: Option<String>,
}

/// Bytes with their type, extracted from an `XMLHttpRequestBodyInit`.
pub(super) struct ExtractedBytes {
    pub(super) bytes: Bytes,
    pub(super) mime_type: Option<String>,
    /// Whether the value was a string.
    pub(super) is_text: bool,
}

/// Converts to `BodyInit`, and *extracts* a body from it.
///
/// <https://fetch.spec.whatwg.org/#concept-bodyinit-extract>
///
/// # Errors
///
/// Exceptions of the code of the value; a `TypeError` for a stream that is disturbed or locked.
pub(super) fn extract(value: &JsValue, context: &mut Context) -> JsResult<Extracted> {
    if let Some(stream) = as_readable_stream(value) {
        // If object is disturbed or locked, then throw a TypeError.
        if stream.is_disturbed() || stream.is_locked() {
            return Err(type_error("the stream was read from, or is locked"));
        }
        return Ok(Extracted {
            content: Content::Stream(stream),
            mime_type: None,
        });
    }
    let ExtractedBytes {
        bytes, mime_type, ..
    } = extract_bytes(value, context)?;
    Ok(Extracted {
        content: Content::Bytes(bytes),
        mime_type,
    })
}

/// Converts to `XMLHttpRequestBodyInit`, and *extracts* a body from it.
///
/// <https://fetch.spec.whatwg.org/#concept-bodyinit-extract>
///
/// # Errors
///
/// Exceptions of the code of the value; a `TypeError` for a stream that is disturbed or locked.
pub(super) fn extract_bytes(value: &JsValue, context: &mut Context) -> JsResult<ExtractedBytes> {
    if let Some(blob) = as_blob(value) {
        let mime_type = blob.mime_type.to_std_string_lossy();
        return Ok(ExtractedBytes {
            bytes: blob.bytes,
            mime_type: (!mime_type.is_empty()).then_some(mime_type),
            is_text: false,
        });
    }
    if let Some(bytes) = buffer_bytes(value, Shared::Refused, context)? {
        return Ok(ExtractedBytes {
            bytes: bytes.into(),
            mime_type: None,
            is_text: false,
        });
    }
    if let Some((bytes, mime_type)) = form_data::as_multipart(value, context)? {
        return Ok(ExtractedBytes {
            bytes,
            mime_type: Some(mime_type),
            is_text: false,
        });
    }
    let params = as_search_params(value);
    let is_text = params.is_none();
    let (text, mime_type) = match params {
        Some(text) => (text, "application/x-www-form-urlencoded;charset=UTF-8"),
        None => (usv_string(value, context)?, "text/plain;charset=UTF-8"),
    };
    Ok(ExtractedBytes {
        bytes: text.into(),
        mime_type: Some(mime_type.to_owned()),
        is_text,
    })
}

/// A request or a response, which has a body.
pub(super) trait BodyOwner: Trace + Sized + 'static {
    /// # Errors
    ///
    /// A `TypeError` if the value is of another interface.
    fn of(this: &JsValue) -> JsResult<Gc<Self>>;

    fn body(&self) -> Option<Gc<Body>>;

    fn headers(&self) -> &Gc<HeadersState>;
}

/// Adds the members of the mixin `Body` to an interface.
///
/// <https://fetch.spec.whatwg.org/#body-mixin>
pub(super) fn mixin<T: BodyOwner>(interface: Interface<'_>) -> Interface<'_> {
    interface
        .readonly("body", |this, _, context| match T::of(this)?.body() {
            Some(body) => Ok(body.stream(context)?.object().into()),
            None => Ok(JsValue::null()),
        })
        .readonly("bodyUsed", |this, _, _| {
            let body = T::of(this)?.body();
            Ok(body.is_some_and(|body| body.is_used()).into())
        })
        .operation("arrayBuffer", 0, |this, _, context| {
            consume::<T>(
                this,
                |bytes, _, context| array_buffer(bytes, "arrayBuffer", context).map(Into::into),
                context,
            )
        })
        .operation("blob", 0, |this, _, context| {
            consume::<T>(this, to_blob, context)
        })
        .operation("bytes", 0, |this, _, context| {
            consume::<T>(
                this,
                |bytes, _, context| uint8_array(bytes, "bytes", context).map(Into::into),
                context,
            )
        })
        .operation("formData", 0, |this, _, context| {
            consume::<T>(
                this,
                |bytes, headers, context| {
                    let mime_type = headers.list.borrow().mime_type();
                    form_data::parse(bytes, mime_type.as_ref(), context)
                },
                context,
            )
        })
        .operation("json", 0, |this, _, context| {
            consume::<T>(
                this,
                |bytes, _, context| parse_json(bytes, context),
                context,
            )
        })
        .operation("text", 0, |this, _, context| {
            consume::<T>(this, |bytes, _, _| Ok(utf8_decode(bytes).into()), context)
        })
}

/// The blob of `blob()`: the bytes, with the MIME type of the headers.
///
/// <https://fetch.spec.whatwg.org/#concept-body-mime-type>
fn to_blob(bytes: &[u8], headers: &HeadersState, context: &mut Context) -> JsResult<JsValue> {
    let mime_type = headers.list.borrow().mime_type();
    let mime_type = mime_type.map_or_else(JsString::default, |mime| js_string!(mime.to_string()));
    let data = BlobData {
        bytes: Bytes::copy_from_slice(bytes),
        mime_type,
        file: None,
    };
    data.into_object(context).map(Into::into)
}

type Convert = fn(&[u8], &HeadersState, &mut Context) -> JsResult<JsValue>;

/// *Consume body*. The promise is settled in the mapping of the call.
///
/// <https://fetch.spec.whatwg.org/#concept-body-consume-body>
fn consume<T: BodyOwner>(
    this: &JsValue,
    convert: Convert,
    context: &mut Context,
) -> JsResult<JsValue> {
    let begun = T::of(this).and_then(|owner| {
        // 1. If object is unusable, then return a promise rejected with a TypeError.
        // 5. If object's body is null, then run successSteps with an empty byte sequence.
        let content = owner
            .body()
            .map_or(Ok(Content::Bytes(Bytes::new())), |body| body.take())?;
        Ok((owner.headers().clone(), content))
    });
    let (promise, resolvers) = JsPromise::new_pending(context);
    match begun {
        Err(error) => settle(&resolvers, Err(error), context)?,
        Ok((headers, content)) => {
            let end = Box::new(Consumer {
                capture: Capture::now(CaptureKind::AsyncOperation, context),
                resolvers,
                headers,
                convert,
            });
            read_all(content, end, context)?;
        }
    }
    Ok(promise.into())
}

/// A `consume` that waits for the whole body.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Consumer {
    capture: Capture,
    resolvers: ResolvingFunctions,
    headers: Gc<HeadersState>,
    #[unsafe_ignore_trace]
    convert: Convert,
}

impl Consumer {
    /// Ends with a body that did not arrive, in the mapping of the call.
    fn fail(self: Box<Self>, broken: Broken, context: &mut Context) -> JsResult<()> {
        let error = self
            .capture
            .clone()
            .run(context, |context| broken.into_error(context));
        self.end(Err(error), context)
    }
}

impl WholeBody for Consumer {
    fn end(self: Box<Self>, bytes: JsResult<Vec<u8>>, context: &mut Context) -> JsResult<()> {
        let Self {
            capture,
            resolvers,
            headers,
            convert,
        } = *self;
        capture.run(context, |context| {
            let result = bytes.and_then(|bytes| convert(&bytes, &headers, context));
            settle(&resolvers, result, context)
        })
    }
}

/// *Fully read* a body.
///
/// <https://fetch.spec.whatwg.org/#body-fully-read>
fn read_all(content: Content, end: Box<Consumer>, context: &mut Context) -> JsResult<()> {
    match content {
        Content::Bytes(bytes) => end.end(Ok(bytes.into()), context),
        Content::Used => end.end(Ok(Vec::new()), context),
        Content::Stream(stream) => read_all_bytes(&stream, end, context),
        Content::Receiving(receiving) => {
            let span = CallSpan::now();
            spawn(context, async move |context| {
                let mut bytes = Vec::new();
                let received = loop {
                    match span.around(receiving.chunk()).await {
                        Ok(Some(chunk)) => {
                            bytes.extend_from_slice(&chunk);
                            let broken = too_large(bytes.len(), &context.borrow());
                            if let Some(broken) = broken {
                                receiving.end();
                                break Err(broken);
                            }
                        }
                        Ok(None) => break Ok(bytes),
                        Err(broken) => break Err(broken),
                    }
                    next_turn().await;
                };
                let context = &mut context.borrow_mut();
                match received {
                    Ok(bytes) => end.end(Ok(bytes), context),
                    Err(broken) => end.fail(broken, context),
                }
            });
            Ok(())
        }
    }
}

/// The `Headers` object of a request or response. It is created at the first call.
pub(super) fn headers_object(
    known: &GcRefCell<Option<JsObject>>,
    state: &Gc<HeadersState>,
    context: &Context,
) -> JsResult<JsValue> {
    let object = known.borrow().clone();
    if let Some(object) = object {
        return Ok(object.into());
    }
    let object = HeadersState::object(state, context)?;
    *known.borrow_mut() = Some(object.clone());
    Ok(object.into())
}
