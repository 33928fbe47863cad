//! The files of a crate, what each defines, and which other files each of them imports from.
//!
//! The sources are parsed, not searched: an import is a path in a `use` item or in the code. It is followed
//! through re-exports to the file that defines the item, so it does not matter which way an item is named.
//! Code under `#[cfg(test)]` is left out. Calls of methods and of macros by their name alone are not seen: they name
//! no file.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, File, Item, ItemMod, ItemUse, UseTree,
    ext::IdentExt as _,
    spanned::Spanned as _,
    visit::{self, Visit},
};

/// Why the sources of a crate cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SourceError {
    #[error("{}: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
    #[error("{}:{line}: {error}", path.display())]
    Syntax {
        path: PathBuf,
        line: usize,
        error: syn::Error,
    },
    #[error("{}: the module {name} has no file", path.display())]
    NoFile { path: PathBuf, name: String },
}

/// The modules of a crate. A file has one module, and one more for each module that is written inside it.
#[derive(Debug, Default)]
pub(crate) struct Crate {
    modules: Vec<Module>,
}

#[derive(Debug)]
struct Module {
    file: PathBuf,
    parent: Option<usize>,
    children: HashMap<String, usize>,
    /// The names of the items that are written in the module.
    defined: HashSet<String>,
    /// Names that the macros called in the module may define: see [`collect_generated`].
    generated: HashSet<String>,
    /// Names that `use` items bring into the module, with the paths that they stand for.
    used: Vec<(String, Vec<String>)>,
    /// The paths of `use path::*`.
    globs: Vec<Vec<String>>,
    mentioned: Vec<Mention>,
}

/// A path in the code of a module.
#[derive(Debug)]
struct Mention {
    path: Vec<String>,
    line: usize,
}

impl Mention {
    /// The item that is meant: what follows the names of modules.
    fn item(&self) -> Option<&str> {
        let is_module = |name: &str| name.starts_with(char::is_lowercase);
        let last = self.path.last().map(String::as_str);
        let mut path = self.path.iter().map(String::as_str);
        path.find(|name| !is_module(name)).or(last)
    }
}

/// One file imports from another.
#[derive(Debug, Clone)]
pub(crate) struct Import {
    pub(crate) from: PathBuf,
    pub(crate) to: PathBuf,
    /// Where the first import stands in `from`.
    pub(crate) line: usize,
    /// What is imported.
    pub(crate) items: BTreeSet<String>,
}

/// Reads and parses a file.
pub(crate) fn parse(path: &Path) -> Result<File, SourceError> {
    let text = fs::read_to_string(path).map_err(|error| SourceError::Io {
        path: path.to_owned(),
        error,
    })?;
    syn::parse_file(&text).map_err(|error| SourceError::Syntax {
        path: path.to_owned(),
        line: error.span().start().line,
        error,
    })
}

/// Whether an item is compiled for tests only.
pub(crate) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Path>()
                .is_ok_and(|path| path.is_ident("test"))
    })
}

impl Crate {
    /// Reads the crate whose root file is `root`, and every file that it declares.
    pub(crate) fn read(root: &Path) -> Result<Self, SourceError> {
        let mut this = Self::default();
        let directory = root.parent().unwrap_or(Path::new("")).to_owned();
        this.read_file(root, &directory, None)?;
        Ok(this)
    }

    /// Every file, sorted.
    pub(crate) fn files(&self) -> BTreeSet<&Path> {
        self.modules.iter().map(|module| &*module.file).collect()
    }

    /// The imports of one file from another, sorted: one for each pair of files.
    pub(crate) fn imports(&self) -> Vec<Import> {
        let mut imports: BTreeMap<(&Path, &Path), Import> = BTreeMap::new();
        for (index, module) in self.modules.iter().enumerate() {
            for mention in &module.mentioned {
                let mut visited = HashSet::new();
                let resolved = self.resolve(index, &mention.path, &mut visited);
                let Some(to) = resolved.or_else(|| self.deepest(index, &mention.path)) else {
                    continue;
                };
                let to = &self.modules[to].file;
                if *to == module.file {
                    continue;
                }
                let import = imports.entry((&module.file, to)).or_insert_with(|| Import {
                    from: module.file.clone(),
                    to: to.clone(),
                    line: mention.line,
                    items: BTreeSet::new(),
                });
                import.line = import.line.min(mention.line);
                import.items.extend(mention.item().map(str::to_owned));
            }
        }
        imports.into_values().collect()
    }

    /// Reads one file. `directory` is where the files of its child modules are.
    fn read_file(
        &mut self,
        file: &Path,
        directory: &Path,
        parent: Option<usize>,
    ) -> Result<usize, SourceError> {
        let parsed = parse(file)?;
        self.read_items(&parsed.items, file, directory, parent)
    }

    fn read_items(
        &mut self,
        items: &[Item],
        file: &Path,
        directory: &Path,
        parent: Option<usize>,
    ) -> Result<usize, SourceError> {
        let index = self.modules.len();
        self.modules.push(Module {
            file: file.to_owned(),
            parent,
            children: HashMap::new(),
            defined: HashSet::new(),
            generated: HashSet::new(),
            used: Vec::new(),
            globs: Vec::new(),
            mentioned: Vec::new(),
        });
        for item in items {
            match item {
                Item::Mod(child) if !is_test(&child.attrs) => {
                    let name = child.ident.unraw().to_string();
                    let child = self.read_child(child, &name, file, directory, index)?;
                    self.modules[index].children.insert(name, child);
                }
                Item::Use(item) if !is_test(&item.attrs) => self.modules[index].read_use(item),
                Item::Mod(_) | Item::Use(_) => {}
                item => self.modules[index].read_item(item),
            }
        }
        Ok(index)
    }

    fn read_child(
        &mut self,
        child: &ItemMod,
        name: &str,
        file: &Path,
        directory: &Path,
        parent: usize,
    ) -> Result<usize, SourceError> {
        if let Some((_, items)) = &child.content {
            return self.read_items(items, file, &directory.join(name), Some(parent));
        }
        if let Some(path) = path_attribute(&child.attrs) {
            let path = file.parent().unwrap_or(Path::new("")).join(path);
            return self.read_file(&path, &directory.join(name), Some(parent));
        }
        let candidates = [
            directory.join(format!("{name}.rs")),
            directory.join(name).join("mod.rs"),
        ];
        let found = candidates.iter().find(|path| path.is_file());
        let path = found.ok_or_else(|| SourceError::NoFile {
            path: file.to_owned(),
            name: name.to_owned(),
        })?;
        self.read_file(path, &directory.join(name), Some(parent))
    }

    /// The module that defines what `path`, written in `module`, stands for; `None` if it is of another crate.
    fn resolve(
        &self,
        module: usize,
        path: &[String],
        visited: &mut HashSet<(usize, Vec<String>)>,
    ) -> Option<usize> {
        if !visited.insert((module, path.to_vec())) {
            return None;
        }
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.resolve_in(0, rest, visited),
            "self" => self.resolve_in(module, rest, visited),
            "super" => {
                let mut module = self.modules[module].parent?;
                let mut rest = rest;
                while let Some(("super", more)) = rest.split_first().map(|(f, r)| (f.as_str(), r)) {
                    module = self.modules[module].parent?;
                    rest = more;
                }
                self.resolve_in(module, rest, visited)
            }
            _ => self.resolve_in(module, path, visited),
        }
    }

    /// The deepest module on a path that begins with `crate`, `self` or `super`: for items that a macro defines and
    /// for what is re-exported from other crates.
    fn deepest(&self, module: usize, path: &[String]) -> Option<usize> {
        let (first, rest) = path.split_first()?;
        let mut module = match first.as_str() {
            "crate" => 0,
            "self" => module,
            "super" => self.modules[module].parent?,
            _ => return None,
        };
        for name in rest {
            module = match name.as_str() {
                "super" => self.modules[module].parent?,
                name => match self.modules[module].children.get(name) {
                    Some(child) => *child,
                    None => break,
                },
            };
        }
        Some(module)
    }

    /// As [`resolve`](Self::resolve), for a path that begins with a name in `module`.
    fn resolve_in(
        &self,
        module: usize,
        path: &[String],
        visited: &mut HashSet<(usize, Vec<String>)>,
    ) -> Option<usize> {
        let Some((first, rest)) = path.split_first() else {
            return Some(module);
        };
        let this = &self.modules[module];
        if let Some(child) = this.children.get(first) {
            return self.resolve_in(*child, rest, visited);
        }
        if this.defined.contains(first) {
            return Some(module);
        }
        for (name, target) in &this.used {
            if name == first {
                // `use a::a`, where `a` is no module here: an item that is called like its crate.
                if target.first() == Some(name) {
                    return None;
                }
                let target: Vec<_> = target.iter().chain(rest).cloned().collect();
                return self.resolve(module, &target, visited);
            }
        }
        if this.generated.contains(first) {
            return Some(module);
        }
        // A glob of another crate brings its own first name back here.
        if !visited.insert((module, vec!["*".to_owned(), first.clone()])) {
            return None;
        }
        this.globs.iter().find_map(|glob| {
            let target: Vec<_> = glob.iter().chain(path).cloned().collect();
            self.resolve(module, &target, visited)
        })
    }
}

impl Module {
    fn read_use(&mut self, item: &ItemUse) {
        for (name, path) in self.mention_use(item) {
            match name {
                Some(name) => self.used.push((name, path)),
                None => self.globs.push(path),
            }
        }
    }

    /// Notes the paths of a `use` item, and returns them with the name that each gets; `None` for a glob.
    fn mention_use(&mut self, item: &ItemUse) -> Vec<(Option<String>, Vec<String>)> {
        let line = item.span().start().line;
        let mut leaves = Vec::new();
        collect_use(&item.tree, &mut Vec::new(), &mut leaves);
        let paths = leaves.iter().map(|(_, path)| path.clone());
        self.mentioned
            .extend(paths.map(|path| Mention { path, line }));
        leaves
    }

    fn read_item(&mut self, item: &Item) {
        let ident = match item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Macro(item) => item.ident.as_ref(),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            _ => None,
        };
        self.defined
            .extend(ident.map(|ident| ident.unraw().to_string()));
        if let Item::Macro(call) = item
            && call.ident.is_none()
        {
            collect_generated(call.mac.tokens.clone(), true, &mut self.generated);
        }
        Paths(self).visit_item(item);
    }
}

/// Notes the paths in an item: those that begin with `crate`, `self` or `super`, or with a name of several
/// segments. A name alone was brought in by a `use` item, which is noted.
struct Paths<'a>(&'a mut Module);

impl<'ast> Visit<'ast> for Paths<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            let segments = path.segments.iter();
            self.0.mentioned.push(Mention {
                path: segments.map(|s| s.ident.unraw().to_string()).collect(),
                line: path.span().start().line,
            });
        }
        visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.0.mention_use(item);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        collect_tokens(item.tokens.clone(), &mut self.0.mentioned);
        visit::visit_macro(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            collect_tokens(list.tokens.clone(), &mut self.0.mentioned);
        }
    }

    /// `pub(in path)` names a module; it imports nothing from it.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

/// The paths in a macro's arguments that begin with `crate` or `super`.
fn collect_tokens(tokens: TokenStream, mentioned: &mut Vec<Mention>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => collect_tokens(group.stream(), mentioned),
            TokenTree::Ident(ident) if ident == "crate" || ident == "super" => {
                let line = ident.span().start().line;
                let mut path = vec![ident.to_string()];
                while tokens
                    .next_if(|t| matches!(t, TokenTree::Punct(p) if p.as_char() == ':'))
                    .is_some()
                {
                    if let Some(TokenTree::Ident(ident)) =
                        tokens.next_if(|t| matches!(t, TokenTree::Ident(_)))
                    {
                        path.push(ident.to_string());
                    }
                }
                // `pub(super)` is no path.
                if path.len() > 1 {
                    mentioned.push(Mention { path, line });
                }
            }
            _ => {}
        }
    }
}

/// The names that a macro called between items may define: those behind `struct` and the like in its arguments, and
/// types that stand among the arguments themselves, as in `handle!(Reader, ReaderState)`. Macros are not expanded.
fn collect_generated(tokens: TokenStream, is_argument: bool, names: &mut HashSet<String>) {
    let mut is_definition = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect_generated(group.stream(), false, names),
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let is_type = is_argument && name.starts_with(char::is_uppercase);
                if is_definition || is_type {
                    names.insert(name.clone());
                }
                is_definition = ["struct", "enum", "trait", "type", "fn"].contains(&&*name);
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => is_definition = false,
        }
    }
}

/// The paths of a `use` tree, with the name that each gets; `None` for a glob.
fn collect_use(
    tree: &UseTree,
    prefix: &mut Vec<String>,
    leaves: &mut Vec<(Option<String>, Vec<String>)>,
) {
    match tree {
        UseTree::Path(path) => {
            prefix.push(path.ident.unraw().to_string());
            collect_use(&path.tree, prefix, leaves);
            prefix.pop();
        }
        UseTree::Name(name) => collect_leaf(&name.ident, None, prefix, leaves),
        UseTree::Rename(rename) => {
            collect_leaf(&rename.ident, Some(&rename.rename), prefix, leaves);
        }
        UseTree::Glob(_) => leaves.push((None, prefix.clone())),
        UseTree::Group(group) => {
            for tree in &group.items {
                collect_use(tree, prefix, leaves);
            }
        }
    }
}

fn collect_leaf(
    ident: &syn::Ident,
    rename: Option<&syn::Ident>,
    prefix: &[String],
    leaves: &mut Vec<(Option<String>, Vec<String>)>,
) {
    let ident = ident.unraw().to_string();
    let mut path = prefix.to_vec();
    if ident != "self" {
        path.push(ident);
    }
    let name = rename.map_or_else(|| path.last().cloned(), |r| Some(r.unraw().to_string()));
    leaves.push((name, path));
}

/// The value of `#[path = "..."]`.
fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| {
        let value = attribute.meta.require_name_value().ok()?;
        match (&value.path, &value.value) {
            (path, syn::Expr::Lit(literal)) if path.is_ident("path") => match &literal.lit {
                syn::Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        }
    })
}
