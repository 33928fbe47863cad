//! The tests as scripts see them: files with URLs on a server.

use std::{path::Path, sync::Arc};

use boa_async_context::{
    loader::{
        AllFiles, ModuleKey, ModuleMap, ModuleSystem, ModuleType, data_module, import_type,
        parse_javascript, parse_json, realm_of,
    },
    source::{self, SourceError},
};
use boa_engine::{
    Context, JsNativeError, JsResult, Module,
    module::{ModuleRequest, Referrer},
    realm::Realm,
};
use url::Url;

use crate::{client, error::Error};

/// The harness, for the global scope of a worker.
const HARNESS_IN_WORKER: &str = concat!(
    "(",
    include_str!("worker.js"),
    ")(\n",
    include_str!("testharness.js"),
    ");\n"
);

/// Scripts that are not loaded from the server, because the runner has its own harness.
const BUILT_IN: [(&str, &str); 2] = [
    ("/resources/testharness.js", HARNESS_IN_WORKER),
    ("/resources/testharnessreport.js", ""),
];

/// The types of scripts.
///
/// <https://mimesniff.spec.whatwg.org/#javascript-mime-type>
const JAVASCRIPT: [&str; 16] = [
    "application/ecmascript",
    "application/javascript",
    "application/x-ecmascript",
    "application/x-javascript",
    "text/ecmascript",
    "text/javascript",
    "text/javascript1.0",
    "text/javascript1.1",
    "text/javascript1.2",
    "text/javascript1.3",
    "text/javascript1.4",
    "text/javascript1.5",
    "text/jscript",
    "text/livescript",
    "text/x-ecmascript",
    "text/x-javascript",
];

/// Where the scripts of a test file come from: the runner's own server, or a wptserve. It is plain data, which can be sent to
/// the threads of workers.
#[derive(Debug, Clone)]
pub struct Site {
    url: Option<Url>,
}

const _: () = {
    const fn can_be_sent<T: Send + Sync>() {}
    can_be_sent::<Site>();
};

/// Whether a path on the server is the harness, which the runner has itself.
pub(crate) fn is_built_in(path: &str) -> bool {
    BUILT_IN.iter().any(|(built_in, _)| *built_in == path)
}

impl Site {
    /// The site of a file with this URL, which has the query of the variant.
    pub(crate) const fn new(url: Option<Url>) -> Self {
        Self { url }
    }

    /// The `http:` URL of the file, for hosts whose APIs resolve relative URLs. `None` if the runner's server could not start.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url.as_ref().map(Url::as_str)
    }

    /// Loads a classic script, for the loader of a host's workers: the worker's own, or one of `importScripts`.
    ///
    /// `/resources/testharness.js` of the site is the runner's own harness, which sends the results of the worker to
    /// `fetch_tests_from_worker`. Everything else comes from its server. The call blocks its thread until the script is there; it
    /// may be made on any thread.
    ///
    /// # Errors
    ///
    /// [`Error::Script`] if the URL is not an `http:` one, if there is no server, if it answers with another status than 2xx, and
    /// if the type of the answer is not that of a script.
    pub fn script(&self, url: &str) -> Result<String, Error> {
        self.get(url, true)
    }

    /// What a URL names.
    fn get(&self, text: &str, is_script: bool) -> Result<String, Error> {
        let failed = |why: String| Error::Script {
            url: text.to_owned(),
            why,
        };
        let url = Url::parse(text).map_err(|error| failed(error.to_string()))?;
        if url.scheme() != "http" {
            let why = "the scripts of a test are loaded by http: URLs".to_owned();
            return Err(failed(why));
        }
        let is_ours = self
            .url
            .as_ref()
            .is_some_and(|own| own.origin() == url.origin());
        let built_in = BUILT_IN.iter().find(|(path, _)| *path == url.path());
        if let (true, Some((_, text))) = (is_ours, built_in) {
            return Ok((*text).to_owned());
        }
        let answer = client::get(&url).map_err(failed)?;
        if !(200..300).contains(&answer.status) {
            return Err(failed(format!("the server answers {}", answer.status)));
        }
        if is_script && !JAVASCRIPT.contains(&answer.mime_type.as_str()) {
            let why = format!("its type is `{}`, which is no script", answer.mime_type);
            return Err(failed(why));
        }
        Ok(answer.text)
    }
}

/// Modules by URL: relative ones and those of the root are on the server of the script that imports them.
///
/// The thread waits for the server while a module is loaded.
pub(crate) struct SiteModules(pub(crate) Site);

impl ModuleSystem for SiteModules {
    /// <https://html.spec.whatwg.org/#resolve-a-module-specifier>
    fn load(
        self: Arc<Self>,
        referrer: &Referrer,
        request: &ModuleRequest,
        context: &mut Context,
    ) -> JsResult<Module> {
        let specifier = request.specifier().to_std_string_escaped();
        let module_type = import_type(request)?;
        let realm = realm_of(referrer);
        let url = resolve(&specifier, referrer.path()).ok_or_else(|| {
            let from = referrer.path().unwrap_or(Path::new("a script without a name"));
            type_error(format!(
                "cannot resolve '{specifier}' from {}: an import is a URL, or a path that begins with /, ./ or ../, of a script \
                 with a URL",
                from.display()
            ))
        })?;
        if url.scheme() == "data" {
            return data_module(url.as_str(), module_type, realm, context);
        }
        let key = ModuleKey::new(url.as_str().into(), module_type);
        if let Some(module) = ModuleMap::get(realm, &key) {
            return Ok(module);
        }
        let text = self
            .0
            .get(url.as_str(), module_type == ModuleType::JavaScript)
            .map_err(|error| type_error(error.to_string()))?;
        let module = match module_type {
            ModuleType::Json => parse_json(key.path(), &text, realm, context)?,
            _ => parse_javascript(key.path(), &text, realm, context)?,
        };
        ModuleMap::insert(key, module.clone());
        Ok(module)
    }

    fn open(
        self: Arc<Self>,
        path: &Path,
        realm: &Realm,
        context: &mut Context,
    ) -> Result<Module, SourceError> {
        Arc::new(AllFiles).open(path, realm, context)
    }

    fn read(&self, path: &Path) -> Result<String, SourceError> {
        source::read(path)
    }
}

fn resolve(specifier: &str, referrer: Option<&Path>) -> Option<Url> {
    if let Ok(url) = Url::parse(specifier) {
        return Some(url);
    }
    let is_path = ["/", "./", "../"]
        .iter()
        .any(|start| specifier.starts_with(start));
    let base = Url::parse(referrer?.to_str()?).ok()?;
    is_path.then(|| base.join(specifier).ok())?
}

fn type_error(message: String) -> JsNativeError {
    JsNativeError::typ().with_message(message)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::resolve;

    #[test]
    fn specifiers_are_urls_or_paths_of_the_server() {
        let of = |specifier, referrer: &str| {
            resolve(specifier, Some(Path::new(referrer))).map(String::from)
        };
        let page = "http://a:1/x/y.js?z";
        assert_eq!(of("/m.js", page).as_deref(), Some("http://a:1/m.js"));
        assert_eq!(of("./m.js", page).as_deref(), Some("http://a:1/x/m.js"));
        assert_eq!(of("../m.js", page).as_deref(), Some("http://a:1/m.js"));
        assert_eq!(of("data:,", page).as_deref(), Some("data:,"));
        assert_eq!(of("http://b/m", "/x.js").as_deref(), Some("http://b/m"));
        for (specifier, referrer) in [("m.js", page), ("./m.js", "/x.js"), ("/m.js", "data:,")] {
            assert_eq!(of(specifier, referrer), None, "{specifier} from {referrer}");
        }
        assert_eq!(resolve("./m.js", None), None);
    }
}
