//! Building a module system.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use url::Url;

use crate::{
    commonjs,
    confined::Roots,
    error::Error,
    parts::BuiltinModule,
    resolver::{Resolver, Settings},
    system::NodeModules,
};

impl NodeModules {
    /// Starts building a module system. It can load nothing from files until it has a [root](NodeModulesBuilder::root).
    pub fn builder() -> NodeModulesBuilder {
        NodeModulesBuilder::new()
    }
}

/// Builds a [`NodeModules`]; see [`NodeModules::builder`].
#[derive(Debug, Clone)]
#[must_use]
pub struct NodeModulesBuilder {
    roots: Vec<PathBuf>,
    is_unconfined: bool,
    conditions: Vec<String>,
    aliases: Vec<(String, String)>,
    import_map: Option<ImportMapSource>,
    builtins: HashMap<String, BuiltinModule>,
    modules: Vec<PathBuf>,
}

#[derive(Debug, Clone)]
enum ImportMapSource {
    File(PathBuf),
    Text { json: String, base: PathBuf },
}

impl NodeModulesBuilder {
    fn new() -> Self {
        Self {
            roots: Vec::new(),
            is_unconfined: false,
            conditions: vec!["browser".to_owned()],
            aliases: Vec::new(),
            import_map: None,
            builtins: ["node:module", "module"]
                .map(|name| (name.to_owned(), commonjs::module_of_node as BuiltinModule))
                .into(),
            modules: Vec::new(),
        }
    }

    /// Adds a folder whose files programs may import, with all that is below it. Links that lead out of the folders lead nowhere,
    /// and `package.json` and `node_modules` are not looked for outside. Without a folder nothing can be imported from files.
    ///
    /// A specifier without an importer (a script of [`eval`](boa_async_context::Runtime::eval)) is relative to the first one.
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.roots.push(folder.into());
        self
    }

    /// Lets programs import every file that the process can read.
    pub fn unconfined(mut self) -> Self {
        self.is_unconfined = true;
        self
    }

    /// Sets the conditions for `exports` and `imports` of `package.json`, besides `import` or `require` and `default`, which hold
    /// always. By default that is `browser`: the builds that use what the web has. With `browser` the field `browser` of
    /// `package.json` holds, too, as in bundlers.
    pub fn conditions<S: Into<String>>(mut self, conditions: impl IntoIterator<Item = S>) -> Self {
        self.conditions = conditions.into_iter().map(Into::into).collect();
        self
    }

    /// Lets a specifier mean another one, for `import` and `require`. `from` is a whole specifier or a package, whose subpaths
    /// it covers; `to` is a specifier or an absolute path.
    pub fn alias(mut self, from: impl Into<String>, to: impl Into<String>) -> Self {
        self.aliases.push((from.into(), to.into()));
        self
    }

    /// Sets the [import map](https://html.spec.whatwg.org/#import-maps) in a file. Its addresses are relative to the file. It
    /// holds for `import` and `require`; a bare specifier that it does not map is looked for as a package.
    pub fn import_map(mut self, file: impl Into<PathBuf>) -> Self {
        self.import_map = Some(ImportMapSource::File(file.into()));
        self
    }

    /// Sets the import map, as JSON, with addresses relative to a folder.
    pub fn import_map_text(mut self, json: impl Into<String>, folder: impl Into<PathBuf>) -> Self {
        self.import_map = Some(ImportMapSource::Text {
            json: json.into(),
            base: folder.into(),
        });
        self
    }

    /// Adds a module that the host makes, under a specifier such as `node:async_hooks`. Add it again for each alias.
    pub fn builtin(mut self, specifier: impl Into<String>, module: BuiltinModule) -> Self {
        self.builtins.insert(specifier.into(), module);
        self
    }

    /// Loads a file as an ES module whatever its name and its `package.json` say.
    pub fn es_module(mut self, file: impl Into<PathBuf>) -> Self {
        self.modules.push(file.into());
        self
    }

    /// Builds the module system.
    ///
    /// # Errors
    ///
    /// An [`Error`] if a root does not exist, or the import map cannot be read or is not valid.
    pub fn build(self) -> Result<Arc<NodeModules>, Error> {
        let roots: Result<Vec<_>, _> = self
            .roots
            .into_iter()
            .map(|path| match fs::canonicalize(&path) {
                Ok(real) => Ok(real),
                Err(source) => Err(Error::Root { path, source }),
            })
            .collect();
        let roots = roots?;
        let import_map = self.import_map.map(ImportMapSource::parse).transpose()?;
        let folder = match roots.first() {
            Some(root) => root.clone(),
            None => std::env::current_dir().unwrap_or_default(),
        };
        let resolver = Resolver::new(Settings {
            roots: if self.is_unconfined {
                Roots::All
            } else {
                Roots::Below(roots.into())
            },
            folder,
            conditions: self.conditions,
            aliases: self.aliases,
            import_map,
            builtins: self.builtins.keys().cloned().collect(),
        });
        let modules = self.modules.into_iter().map(|path| {
            let real = fs::canonicalize(&path);
            real.unwrap_or(path)
        });
        Ok(Arc::new(NodeModules::new(
            resolver,
            self.builtins,
            modules.collect(),
        )))
    }
}

impl ImportMapSource {
    fn parse(self) -> Result<import_map::ImportMap, Error> {
        let (json, path, base) = match self {
            Self::File(path) => match fs::read_to_string(&path) {
                Ok(json) => {
                    let real = fs::canonicalize(&path);
                    let base = Url::from_file_path(real.unwrap_or_else(|_| path.clone()));
                    (json, path, base)
                }
                Err(source) => return Err(Error::ImportMapFile { path, source }),
            },
            Self::Text { json, base } => {
                let real = fs::canonicalize(&base);
                let url = Url::from_directory_path(real.as_deref().unwrap_or(Path::new(&base)));
                (json, base, url)
            }
        };
        let Ok(base) = base else {
            let message = "its addresses are relative to a folder that is not absolute".to_owned();
            return Err(Error::ImportMap { path, message });
        };
        match import_map::parse_from_json(base, &json) {
            Ok(parsed) => Ok(parsed.import_map),
            Err(error) => {
                let message = error.to_string();
                Err(Error::ImportMap { path, message })
            }
        }
    }
}
