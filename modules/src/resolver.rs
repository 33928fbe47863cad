//! What a specifier means.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use boa_async_context::{loader::is_data_module, source::without_dots};
use import_map::{ImportMap, ImportMapErrorKind};
use oxc_resolver::{AliasValue, ResolveContext, ResolveError, ResolveOptions, ResolverGeneric};
use url::Url;

use crate::{
    aliases,
    confined::{Confined, Roots},
    failure::Failure,
    format::Format,
    way::Way,
};

/// What a specifier means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Resolved {
    /// A file, by its real path.
    File(PathBuf, Format),
    /// A module of the host.
    Builtin(String),
    /// A module in a `data:` URL.
    Data(String),
    /// Nothing: `package.json` leaves it out for browsers.
    Nothing,
}

/// What a [`Resolver`] is made with.
pub(crate) struct Settings {
    pub(crate) roots: Roots,
    /// What specifiers without an importer are relative to.
    pub(crate) folder: PathBuf,
    pub(crate) conditions: Vec<String>,
    pub(crate) aliases: Vec<(String, String)>,
    pub(crate) import_map: Option<ImportMap>,
    /// The specifiers of modules of the host.
    pub(crate) builtins: HashSet<String>,
}

/// Finds out what specifiers mean. Remembers which files there are.
pub(crate) struct Resolver {
    import: ResolverGeneric<Confined>,
    require: ResolverGeneric<Confined>,
    settings: Settings,
}

impl Resolver {
    pub(crate) fn new(settings: Settings) -> Self {
        let options = |way| options(&settings, way);
        let file_system = Confined::to(settings.roots.clone());
        let import = ResolverGeneric::new_with_file_system(file_system, options(Way::Import));
        let require = import.clone_with_options(options(Way::Require));
        Self {
            import,
            require,
            settings,
        }
    }

    pub(crate) fn roots(&self) -> &Roots {
        &self.settings.roots
    }

    /// Forgets which files there are and what `package.json` says.
    pub(crate) fn forget(&self) {
        self.import.clear_cache();
    }

    /// What `specifier` means in the module `importer`.
    pub(crate) fn resolve(
        &self,
        specifier: &str,
        importer: Option<&Path>,
        way: Way,
    ) -> Result<Resolved, Failure> {
        self.find(specifier, importer, way)
            .map_err(|failure| failure.of(specifier, importer))
    }

    fn find(
        &self,
        specifier: &str,
        importer: Option<&Path>,
        way: Way,
    ) -> Result<Resolved, Failure> {
        if self.settings.builtins.contains(specifier) {
            return Ok(Resolved::Builtin(specifier.to_owned()));
        }
        let mapped = self
            .map(specifier, importer)?
            .filter(|mapped| way == Way::Import || !self.is_unmapped(specifier, mapped, importer));
        let specifier = mapped.as_deref().unwrap_or(specifier);
        if self.settings.builtins.contains(specifier) {
            return Ok(Resolved::Builtin(specifier.to_owned()));
        }
        match parse_url(specifier) {
            Some(url) if url.scheme() == "file" => self.find_url(&url, way),
            Some(url) if url.scheme() == "node" => self.find_of_node(specifier, importer, way),
            Some(url) if url.scheme() == "data" => match way {
                Way::Import => Ok(Resolved::Data(url.into())),
                Way::Require => Err(Failure::new(
                    "require() loads nothing from data: URLs, import() does",
                )),
            },
            Some(url) => Err(Failure::of_scheme(&url)),
            None if importer.is_some_and(is_data_module) => Err(Failure::new(
                "a module in a data: URL has no folder and no packages: it imports absolute URLs and modules of the host",
            )),
            None if way == Way::Import && is_relative(specifier) => {
                match self.joined(specifier, importer) {
                    Some(url) => self.find_url(&url, way),
                    None => Err(Failure::new("it is not a path of this system")),
                }
            }
            None => self.find_file(specifier, importer, way).or_else(|failure| {
                // Bare `events` is a package like any other, if it is installed.
                if aliases::of_node(specifier).is_some() && failure.is_no_package() {
                    self.find_of_node(specifier, importer, way)
                } else {
                    Err(failure)
                }
            }),
        }
    }

    /// The specifier that the import map has for this one: a URL.
    ///
    /// <https://html.spec.whatwg.org/#resolve-a-module-specifier>
    fn map(&self, specifier: &str, importer: Option<&Path>) -> Result<Option<String>, Failure> {
        let Some(map) = &self.settings.import_map else {
            return Ok(None);
        };
        let Some(importer) = self.base(importer) else {
            return Ok(None);
        };
        match map.resolve(specifier, &importer) {
            Ok(url) => Ok(Some(url.into())),
            Err(error) => match *error.0 {
                ImportMapErrorKind::UnmappedBareSpecifier(..) => Ok(None),
                ImportMapErrorKind::BlockedByNullEntry(_) => Err(Failure::new(
                    "the import map maps it to null, which forbids it",
                )),
                other => Err(Failure::new(format!("the import map: {other}"))),
            },
        }
    }

    /// The URL that `specifier` means in the module `importer`, whether anything is there or not; `None` if it is a package, or is not
    /// allowed. Reads no file.
    ///
    /// <https://html.spec.whatwg.org/#resolve-a-module-specifier>
    pub(crate) fn url(&self, specifier: &str, importer: Option<&Path>) -> Option<Url> {
        let mapped = self.map(specifier, importer).ok()?;
        let specifier = mapped.as_deref().unwrap_or(specifier);
        let url = if is_relative(specifier) {
            self.joined(specifier, importer)
        } else {
            parse_url(specifier)
        };
        url.filter(|url| !has_escaped_separator(url))
    }

    /// Whether the import map has made `mapped` of a relative specifier without an entry for it.
    fn is_unmapped(&self, specifier: &str, mapped: &str, importer: Option<&Path>) -> bool {
        is_relative(specifier)
            && self
                .joined(specifier, importer)
                .is_some_and(|url| url.as_str() == mapped)
    }

    /// The URL of a relative specifier.
    fn joined(&self, specifier: &str, importer: Option<&Path>) -> Option<Url> {
        self.base(importer)?.join(specifier).ok()
    }

    /// The URL that specifiers in a module are relative to.
    fn base(&self, importer: Option<&Path>) -> Option<Url> {
        match importer {
            Some(path) if is_data_module(path) => Url::parse(path.to_str()?).ok(),
            Some(path) if path.is_absolute() => Url::from_file_path(path).ok(),
            _ => Url::from_directory_path(&self.settings.folder).ok(),
        }
    }

    fn folder_of<'a>(&'a self, importer: Option<&'a Path>) -> &'a Path {
        let importer = importer.filter(|path| path.is_absolute());
        importer
            .and_then(Path::parent)
            .unwrap_or(&self.settings.folder)
    }

    /// The file at a path that the host names.
    pub(crate) fn file(&self, path: &Path) -> Result<Resolved, Failure> {
        self.find_path(path, false, Way::Import)
    }

    /// The file that a `file:` URL names.
    fn find_url(&self, url: &Url, way: Way) -> Result<Resolved, Failure> {
        if has_escaped_separator(url) {
            return Err(Failure::invalid(
                "%2F and %5C stand for separators, which a name of a file cannot have",
            ));
        }
        match url.to_file_path() {
            Ok(path) => self.find_path(&path, url.path().ends_with('/'), way),
            Err(()) => Err(Failure::new("its path is not a path of this system")),
        }
    }

    /// A file by its absolute path, which is no specifier: it has no escapes and no query.
    fn find_path(&self, path: &Path, is_folder: bool, way: Way) -> Result<Resolved, Failure> {
        let path = without_dots(path);
        let Some((folder, name)) = path.parent().zip(path.file_name()) else {
            return self.find_in(&path, "./", way);
        };
        let name = name.to_string_lossy();
        if name.contains(['?', '#']) {
            return self.find_exactly(&path);
        }
        let end = if is_folder { "/" } else { "" };
        self.find_in(folder, &format!("./{name}{end}"), way)
    }

    /// A file whose name is not to be read as a specifier.
    fn find_exactly(&self, path: &Path) -> Result<Resolved, Failure> {
        match self.settings.roots.real(path) {
            Ok(real) if real.is_file() => {
                let format = Format::of_name(&real);
                Ok(Resolved::File(real, format))
            }
            _ => Err(Failure::no_file(path)),
        }
    }

    /// A path, or a package.
    fn find_file(
        &self,
        specifier: &str,
        importer: Option<&Path>,
        way: Way,
    ) -> Result<Resolved, Failure> {
        let path = Path::new(specifier);
        if path.is_absolute() {
            self.find_path(path, specifier.ends_with('/'), way)
        } else {
            self.find_in(self.folder_of(importer), specifier, way)
        }
    }

    /// What a specifier means in a folder.
    fn find_in(&self, folder: &Path, specifier: &str, way: Way) -> Result<Resolved, Failure> {
        let resolver = match way {
            Way::Import => &self.import,
            Way::Require => &self.require,
        };
        let mut tried = ResolveContext::default();
        match resolver.resolve_with_context(folder, specifier, None, &mut tried) {
            Ok(resolution) => {
                // Through the links, once more: nothing depends on the resolver for that.
                let real = self.settings.roots.real(resolution.path());
                match real {
                    Ok(real) => Ok(Resolved::File(real, Format::of(&resolution))),
                    Err(error) => Err(Failure::new(error.to_string())),
                }
            }
            Err(ResolveError::Ignored(_)) => Ok(Resolved::Nothing),
            Err(error) => Err(Failure::of_resolver(&error, specifier, folder, &tried)),
        }
    }

    /// A module of Node that the host does not have: the package that stands in for it.
    fn find_of_node(
        &self,
        specifier: &str,
        importer: Option<&Path>,
        way: Way,
    ) -> Result<Resolved, Failure> {
        let name = specifier.strip_prefix("node:").unwrap_or(specifier);
        let packages = aliases::packages(name);
        for package in packages {
            // Those of the program, for packages that have none of their own.
            for from in [importer, None] {
                if let Ok(found) = self.find_file(package, from, way) {
                    return Ok(found);
                }
            }
        }
        Err(Failure::not_provided(name, packages))
    }
}

/// Whether a specifier is a path, as those of URLs are.
fn is_relative(specifier: &str) -> bool {
    ["/", "./", "../"]
        .iter()
        .any(|start| specifier.starts_with(start))
}

/// A Windows path with a drive letter is not a URL.
fn parse_url(specifier: &str) -> Option<Url> {
    let url = Url::parse(specifier).ok();
    url.filter(|url| url.scheme().len() > 1)
}

/// Whether a name in the path of a `file:` URL would have a separator, which would be one of the path then.
///
/// <https://nodejs.org/api/esm.html#resolution-algorithm-specification> (ESM_RESOLVE)
fn has_escaped_separator(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase();
    url.scheme() == "file" && (path.contains("%2f") || path.contains("%5c"))
}

fn options(settings: &Settings, way: Way) -> ResolveOptions {
    let is_browser = settings.conditions.iter().any(|name| name == "browser");
    let of_way = match way {
        Way::Import => "import",
        Way::Require => "require",
    };
    let mut condition_names = settings.conditions.clone();
    condition_names.extend([of_way.to_owned(), "default".to_owned()]);
    let browser = || vec!["browser".to_owned()];
    let fields = [
        is_browser.then(|| "browser".to_owned()),
        Some("main".to_owned()),
    ];
    ResolveOptions {
        alias: settings
            .aliases
            .iter()
            .map(|(from, to)| (from.clone(), vec![AliasValue::Path(to.clone())]))
            .collect(),
        alias_fields: if is_browser {
            vec![browser()]
        } else {
            Vec::new()
        },
        condition_names,
        extensions: [".js", ".json", ".mjs", ".cjs"].map(str::to_owned).into(),
        main_fields: fields.into_iter().flatten().collect(),
        module_type: true,
        node_path: false,
        ..ResolveOptions::default()
    }
}
