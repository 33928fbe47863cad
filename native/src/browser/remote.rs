//! Values in a page: objects, which stay there, and primitive values, which are copied.

use boa_async_context::cleanup::{CleanupError, NativeResource, OperationValue, Owned, Resources};
use boa_engine::{Context, JsBigInt, JsNativeError, JsResult, JsString, JsValue};
use chromiumoxide::cdp::js_protocol::runtime::{
    CallArgument, CallFunctionOnParams, QueryObjectsParams, ReleaseObjectParams,
    RemoteObject as Description, RemoteObjectId, RemoteObjectSubtype, RemoteObjectType,
};

use super::{error::BrowserError, page::Page};

/// A handle to an object in a page (or a function, or a symbol), which it keeps alive. In JavaScript:
///
/// | | |
/// |---|---|
/// | `await object.property(name)` | a primitive value, or another `RemoteObject` |
/// | `await object.close()` | lets the browser collect it |
///
/// Closing hands the object's id to the page's queue and does not wait for the browser.
#[derive(Debug)]
pub struct RemoteObject {
    page: Page,
    id: RemoteObjectId,
    description: String,
}

/// A value from a page.
#[derive(Debug)]
pub enum Remote {
    /// A primitive value, copied.
    Primitive(Primitive),
    /// A handle to an object, which stays in the page.
    Object(Owned<RemoteObject>),
}

/// A primitive JS value.
#[derive(Debug, Clone, PartialEq)]
pub enum Primitive {
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// A boolean.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A BigInt, in decimal.
    BigInt(String),
    /// A string.
    String(String),
}

impl Remote {
    /// Makes a value from the browser's description. An object is owned by `resources`.
    pub(super) fn new(page: &Page, value: Description, resources: &Resources) -> Self {
        match RemoteObject::of(page, &value) {
            Ok(object) => Self::Object(resources.own(object)),
            Err(_) => Self::Primitive(Primitive::of(value)),
        }
    }
}

impl Primitive {
    fn of(value: Description) -> Self {
        // Numbers that JSON cannot express.
        if let Some(text) = value.unserializable_value {
            let text = text.inner();
            return match (text.strip_suffix('n'), text.as_str()) {
                (Some(digits), _) => Self::BigInt(digits.to_owned()),
                (None, "-0") => Self::Number(-0.0),
                (None, "Infinity") => Self::Number(f64::INFINITY),
                (None, "-Infinity") => Self::Number(f64::NEG_INFINITY),
                (None, _) => Self::Number(f64::NAN),
            };
        }
        if value.subtype == Some(RemoteObjectSubtype::Null) {
            return Self::Null;
        }
        let Some(json) = value.value else {
            return Self::Undefined;
        };
        match value.r#type {
            RemoteObjectType::Boolean => Self::Boolean(json.as_bool().unwrap_or_default()),
            RemoteObjectType::Number => Self::Number(json.as_f64().unwrap_or(f64::NAN)),
            _ => Self::String(json.as_str().unwrap_or_default().to_owned()),
        }
    }
}

impl OperationValue for Remote {
    fn into_js(self, context: &mut Context) -> JsResult<JsValue> {
        let primitive = match self {
            Self::Object(object) => return object.into_js(context),
            Self::Primitive(primitive) => primitive,
        };
        Ok(match primitive {
            Primitive::Undefined => JsValue::undefined(),
            Primitive::Null => JsValue::null(),
            Primitive::Boolean(value) => value.into(),
            Primitive::Number(value) => value.into(),
            Primitive::String(text) => JsString::from(text.as_str()).into(),
            Primitive::BigInt(digits) => JsBigInt::from_string(&digits)
                .ok_or_else(|| {
                    JsNativeError::error().with_message(format!("not a BigInt: {digits}"))
                })?
                .into(),
        })
    }
}

impl Page {
    /// Evaluates an expression in the page. If the value is an object, the handle is owned by `resources`.
    ///
    /// # Errors
    ///
    /// If the expression throws; if the page is closed or gone.
    pub async fn evaluate(
        &self,
        expression: String,
        resources: &Resources,
    ) -> Result<Remote, BrowserError> {
        let value = self.evaluated(expression).await?;
        Ok(Remote::new(self, value, resources))
    }

    /// Counts the objects in the page that inherit from `<class>.prototype`, after a garbage collection there.
    ///
    /// # Errors
    ///
    /// If there is no such class; if the page is closed or gone.
    pub async fn count_instances(&self, class: &str) -> Result<u64, BrowserError> {
        let prototype = self.evaluated(format!("{class}.prototype")).await?;
        let prototype = RemoteObject::of(self, &prototype)?;
        let query = QueryObjectsParams::new(prototype.id().clone());
        let found = self.tab().execute(query).await;
        // Released directly and not through the queue, whose accounts are for the objects of JavaScript.
        self.tab()
            .execute(ReleaseObjectParams::new(prototype.id().clone()))
            .await?;
        let found = RemoteObject::of(self, &found?.objects)?;
        let length = found.described_property("length").await;
        self.tab()
            .execute(ReleaseObjectParams::new(found.id().clone()))
            .await?;
        Ok(length?
            .value
            .and_then(|value| value.as_u64())
            .unwrap_or_default())
    }
}

impl RemoteObject {
    /// The object that the browser describes, unless it is a primitive value.
    pub(super) fn of(page: &Page, value: &Description) -> Result<Self, BrowserError> {
        let Some(id) = &value.object_id else {
            return Err(BrowserError::NoObject);
        };
        let described = value.description.as_deref().unwrap_or_default();
        let description = value.class_name.as_deref().unwrap_or(described);
        Ok(Self {
            page: page.clone(),
            id: id.clone(),
            description: description.to_owned(),
        })
    }

    /// The value of a property, as `object[name]`. If it is an object, the handle is owned by `resources`.
    ///
    /// # Errors
    ///
    /// If a getter throws; if the page is closed or gone.
    pub async fn property(
        &self,
        name: String,
        resources: &Resources,
    ) -> Result<Remote, BrowserError> {
        let value = self.described_property(&name).await?;
        Ok(Remote::new(&self.page, value, resources))
    }

    /// The browser's description of the value of a property.
    pub(super) async fn described_property(&self, name: &str) -> Result<Description, BrowserError> {
        let mut command = CallFunctionOnParams::new("function (name) { return this[name]; }");
        command.object_id = Some(self.id.clone());
        command.arguments = Some(vec![CallArgument::builder().value(name).build()]);
        let returned = self.page.tab().execute(command).await?;
        self.page
            .unless_thrown(returned.result, returned.exception_details)
    }

    pub(super) fn id(&self) -> &RemoteObjectId {
        &self.id
    }
}

impl NativeResource for RemoteObject {
    const NAME: &'static str = "RemoteObject";

    fn label(&self) -> String {
        format!("{} {}", self.description, self.id.as_ref())
    }

    async fn close(self) -> Result<(), CleanupError> {
        // Also if the browser is gone, so that it is counted.
        let taken = self.page.release(self.id);
        if taken && !self.page.chromium().is_gone() {
            Ok(())
        } else {
            Err(BrowserError::Gone.into())
        }
    }
}
