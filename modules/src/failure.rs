//! Why a specifier could not be resolved: what, where, what was tried, what to do.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use boa_async_context::source::without_dots;
use boa_engine::{Context, JsError, JsNativeError, js_string};
use oxc_resolver::{ResolveContext, ResolveError};
use url::Url;

use crate::way::Way;

/// Why a specifier could not be resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    message: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    NoFile,
    NoPackage,
    NotProvided,
    NotExported,
    Invalid,
    Other,
}

/// How many of the paths that were tried a message names.
const NAMED: usize = 4;

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            kind: Kind::Other,
        }
    }

    /// A URL by which nothing is loaded.
    pub(crate) fn of_scheme(url: &Url) -> Self {
        let advice = match url.scheme() {
            "blob" => "give the text in a data: URL, or save it in a file".to_owned(),
            scheme @ ("npm" | "jsr") => match published(url.path()) {
                Some((wanted, specifier)) => {
                    let command = if scheme == "jsr" {
                        "npx jsr add"
                    } else {
                        "npm install"
                    };
                    format!("install the package (`{command} {wanted}`) and import '{specifier}'")
                }
                None => "install the package and import it by its name".to_owned(),
            },
            scheme @ ("bun" | "deno" | "cloudflare" | "workerd") => {
                format!(
                    "modules of {scheme} are not provided here: use a package that does not need them, or an import map"
                )
            }
            _ => "save it in a file, or install it as a package".to_owned(),
        };
        Self::new(format!(
            "modules are loaded from files, nothing is loaded by {}:; {advice}",
            url.scheme()
        ))
    }

    /// A specifier that means nothing.
    pub(crate) fn invalid(message: &str) -> Self {
        Self {
            message: message.to_owned(),
            kind: Kind::Invalid,
        }
    }

    /// A file that is not there, or that programs may not see.
    pub(crate) fn no_file(path: &Path) -> Self {
        Self {
            message: format!("there is no such file (looked for {})", path.display()),
            kind: Kind::NoFile,
        }
    }

    /// Node's own module that nobody provides.
    pub(crate) fn not_provided(name: &str, packages: &[&str]) -> Self {
        let advice = match packages {
            [] => "use a package that does not need it, or an import map that has another module for it".to_owned(),
            [package] => format!("`npm install {package}` provides it"),
            [package, others @ ..] => {
                format!("`npm install {package}` (or {}) provides it", others.join(", "))
            }
        };
        Self {
            message: format!("Node's module {name} is not provided here; {advice}"),
            kind: Kind::NotProvided,
        }
    }

    /// An error of the resolver, which has looked for `specifier` from `folder`.
    pub(crate) fn of_resolver(
        error: &ResolveError,
        specifier: &str,
        folder: &Path,
        tried: &ResolveContext,
    ) -> Self {
        let is_path = specifier.starts_with("./")
            || specifier.starts_with("../")
            || matches!(specifier, "." | "..")
            || Path::new(specifier).is_absolute();
        match error {
            ResolveError::NotFound(_) if specifier.starts_with('#') => {
                Self::new("the field `imports` of the nearest package.json does not have it")
            }
            ResolveError::NotFound(_) if is_path => {
                let path = without_dots(&folder.join(specifier));
                Self {
                    message: format!(
                        "there is no such file (looked for {})",
                        looked_for(&path, tried)
                    ),
                    kind: Kind::NoFile,
                }
            }
            ResolveError::NotFound(_) => Self::no_package(specifier, folder),
            ResolveError::PackagePathNotExported {
                subpath,
                package_json_path,
                conditions,
                ..
            } => Self {
                message: format!(
                    "{} does not export `{subpath}` under the conditions {}: import what it exports, or set other conditions",
                    package_json_path.display(),
                    conditions.names().join(", ")
                ),
                kind: Kind::NotExported,
            },
            ResolveError::PackageImportNotDefined(name, package) => Self::new(format!(
                "the field `imports` of {} does not have {name}",
                package.display()
            )),
            ResolveError::Json(error) => Self::new(format!(
                "{} is not JSON: {} (line {}, column {})",
                error.path.display(),
                error.message,
                error.line,
                error.column
            )),
            other => Self::new(other.to_string()),
        }
    }

    fn no_package(specifier: &str, folder: &Path) -> Self {
        let name = package_name(specifier);
        let first = folder.join("node_modules");
        Self {
            message: format!(
                "there is no package '{name}' in {} or a node_modules above it; install it (`npm install {name}`), \
                 or import a file by path, for instance './{specifier}'",
                first.display()
            ),
            kind: Kind::NoPackage,
        }
    }

    pub(crate) fn is_no_package(&self) -> bool {
        self.kind == Kind::NoPackage
    }

    /// The whole message: of `specifier`, in `importer`.
    pub(crate) fn of(self, specifier: &str, importer: Option<&Path>) -> Self {
        let verb = match self.kind {
            Kind::NoPackage => "resolve",
            _ => "import",
        };
        let importer =
            importer.map_or_else(String::new, |path| format!(" from {}", path.display()));
        Self {
            message: format!("cannot {verb} '{specifier}'{importer}: {}", self.message),
            kind: self.kind,
        }
    }

    /// The exception, with the `code` that programs look for: a `TypeError` of an import, as in browsers, an `Error` of
    /// `require()`, as in Node.
    pub(crate) fn into_error(self, way: Way, context: &mut Context) -> JsError {
        let error = match way {
            Way::Import => JsNativeError::typ(),
            Way::Require => JsNativeError::error(),
        };
        let error = error.with_message(self.message).into_opaque(context);
        let code = match (self.kind, way) {
            (Kind::NotExported, _) => js_string!("ERR_PACKAGE_PATH_NOT_EXPORTED"),
            (Kind::Invalid, _) => js_string!("ERR_INVALID_MODULE_SPECIFIER"),
            (Kind::Other, _) => return JsError::from_opaque(error.into()),
            (_, Way::Import) => js_string!("ERR_MODULE_NOT_FOUND"),
            (_, Way::Require) => js_string!("MODULE_NOT_FOUND"),
        };
        // A fresh error object: nothing can refuse the property.
        let _ = error.create_data_property(js_string!("code"), code, context);
        JsError::from_opaque(error.into())
    }
}

/// `@scope/name` of `@scope/name/sub/path`.
fn package_name(specifier: &str) -> String {
    let parts = if specifier.starts_with('@') { 2 } else { 1 };
    let name: Vec<_> = specifier.split('/').take(parts).collect();
    name.join("/")
}

/// What to install and what to import for `@scope/name@1.2/sub`: `@scope/name@1.2` and `@scope/name/sub`. `None` for what is no such
/// name, or none for a command line.
fn published(path: &str) -> Option<(&str, String)> {
    let path = path.trim_start_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "@/._-^~".contains(c);
    let scope = if path.starts_with('@') {
        path.find('/')? + 1
    } else {
        0
    };
    let end = path[scope..].find('/').map_or(path.len(), |at| scope + at);
    let (wanted, rest) = path.split_at(end);
    let name = match wanted[scope..].find('@') {
        Some(at) => &wanted[..scope + at],
        None => wanted,
    };
    let is_name = name.len() > scope && scope != 2 && path.chars().all(is_plain);
    is_name.then(|| (wanted, format!("{name}{rest}")))
}

/// The path itself, and with the extensions that were tried.
fn looked_for(path: &Path, tried: &ResolveContext) -> String {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let like: BTreeSet<&PathBuf> = tried
        .missing_dependencies
        .iter()
        .filter(|other| {
            let other = other.file_name().unwrap_or_default().to_string_lossy();
            other.starts_with(&name) && other != name
        })
        .collect();
    let mut all = vec![path.display().to_string()];
    if path.extension().is_some() {
        return all.swap_remove(0);
    }
    all.extend(like.into_iter().take(NAMED).filter_map(|path| {
        let name = path.file_name()?.to_string_lossy();
        Some(name.into_owned())
    }));
    all.join(", ")
}
