//! The state of a `URL`.

use std::cell::RefCell;

use boa_engine::JsObject;
use boa_gc::{Finalize, GcRefCell, Trace};
use url::Url;

/// The *URL* and the *query object* of a `URL` object.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct UrlState {
    #[unsafe_ignore_trace]
    pub(super) record: RefCell<Url>,
    /// The `URLSearchParams`, once the program has asked for it.
    pub(super) params: GcRefCell<Option<JsObject>>,
}

impl UrlState {
    pub(super) fn new(record: Url) -> Self {
        Self {
            record: RefCell::new(record),
            params: GcRefCell::default(),
        }
    }

    /// Sets the query to what the query object has: *update* of a `URLSearchParams`
    ///
    /// <https://url.spec.whatwg.org/#concept-urlsearchparams-update>
    pub(super) fn set_query(&self, serialized: &str) {
        // 3. If serializedQuery is the empty string, then set it to null.
        let query = (!serialized.is_empty()).then_some(serialized);
        // 4. Set query's URL object's URL's query to serializedQuery.
        self.record.borrow_mut().set_query(query);
    }
}
