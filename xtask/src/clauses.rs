//! `cargo xtask clauses`: which function carries out which clause of a standard.
//!
//! A function that carries out an algorithm has the link to its clause as a line of its own in its doc comment,
//! and names the algorithm in the first line:
//!
//! ```text
//! /// `ReadableStreamClose ( stream )`
//! ///
//! /// <https://streams.spec.whatwg.org/#readable-stream-close>
//! ```
//!
//! So has a type that is an interface of a standard. `docs/clauses.md` is made of these links.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use syn::{Attribute, ImplItem, Item, TraitItem, Type, ext::IdentExt as _};

use crate::modules::{SourceError, is_test, parse};

/// The name in the index for a link in the `//!` lines of a file.
const WHOLE_FILE: &str = "";

/// The page that is made.
const PAGE: &str = "docs/clauses.md";

/// The directories with functions that carry out algorithms.
const SOURCES: [&str; 3] = ["src", "web-integration/src", "spec-tests/src"];

/// The standards, in the order of the page. A link belongs to the first that it begins with.
const STANDARDS: [(&str, &str); 23] = [
    ("AsyncContext", "https://tc39.es/proposal-async-context/"),
    ("ECMAScript", "https://tc39.es/ecma262/"),
    ("ShadowRealm", "https://tc39.es/proposal-shadowrealm/"),
    ("test262", "https://github.com/tc39/test262/"),
    ("Infra", "https://infra.spec.whatwg.org/"),
    ("Web IDL", "https://webidl.spec.whatwg.org/"),
    ("DOM", "https://dom.spec.whatwg.org/"),
    ("HTML", "https://html.spec.whatwg.org/"),
    ("Console", "https://console.spec.whatwg.org/"),
    ("Streams", "https://streams.spec.whatwg.org/"),
    ("Fetch", "https://fetch.spec.whatwg.org/"),
    ("XMLHttpRequest", "https://xhr.spec.whatwg.org/"),
    ("URL", "https://url.spec.whatwg.org/"),
    ("Encoding", "https://encoding.spec.whatwg.org/"),
    ("Compression", "https://compression.spec.whatwg.org"),
    ("Web Cryptography", "https://w3c.github.io/webcrypto/"),
    ("File API", "https://w3c.github.io/FileAPI/"),
    ("Scheduling APIs", "https://wicg.github.io/scheduling-apis/"),
    (
        "requestIdleCallback",
        "https://w3c.github.io/requestidlecallback/",
    ),
    ("High Resolution Time", "https://w3c.github.io/hr-time/"),
    (
        "Performance Timeline",
        "https://w3c.github.io/performance-timeline/",
    ),
    ("User Timing", "https://w3c.github.io/user-timing/"),
    ("HTTP", "https://www.rfc-editor.org/rfc/rfc9110"),
];

#[derive(Debug, thiserror::Error)]
pub(crate) enum ClausesError {
    #[error("{}: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("{}: the link {url} of {name} is of no standard that xtask/src/clauses.rs lists", path.display())]
    UnknownStandard {
        path: PathBuf,
        name: String,
        url: String,
    },
}

/// A function or type that has a link.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Linked {
    file: PathBuf,
    /// With its type, as in `ReadableStream::close`.
    name: String,
    /// What the doc comment calls the algorithm.
    title: Option<String>,
    url: String,
}

/// Makes the page.
pub(crate) fn page(root: &Path) -> Result<String, ClausesError> {
    let mut linked = BTreeSet::new();
    for directory in SOURCES {
        for file in rust_files(&root.join(directory))? {
            let parsed = parse(&file)?;
            let file = file.strip_prefix(root).unwrap_or(&file).to_owned();
            // A link in the `//!` lines is of the whole file.
            add(&parsed.attrs, WHOLE_FILE, None, &file, &mut linked);
            read_items(&parsed.items, &file, &mut linked);
        }
    }
    render(&linked)
}

/// Writes the page.
pub(crate) fn write(root: &Path) -> Result<(), ClausesError> {
    let text = page(root)?;
    let path = root.join(PAGE);
    fs::write(&path, text).map_err(|error| ClausesError::Io { path, error })
}

/// The Rust files below a directory, sorted.
fn rust_files(directory: &Path) -> Result<Vec<PathBuf>, ClausesError> {
    let at = |path: &Path, error| ClausesError::Io {
        path: path.to_owned(),
        error,
    };
    let mut files = Vec::new();
    let mut open = vec![directory.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).map_err(|error| at(&directory, error))? {
            let path = entry.map_err(|error| at(&directory, error))?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn read_items(items: &[Item], file: &Path, linked: &mut BTreeSet<Linked>) {
    for item in items {
        match item {
            Item::Fn(item) => add(&item.attrs, &name_of(&item.sig.ident), None, file, linked),
            Item::Struct(item) => add(&item.attrs, &name_of(&item.ident), None, file, linked),
            Item::Enum(item) => add(&item.attrs, &name_of(&item.ident), None, file, linked),
            Item::Type(item) => add(&item.attrs, &name_of(&item.ident), None, file, linked),
            Item::Const(item) => add(&item.attrs, &name_of(&item.ident), None, file, linked),
            Item::Static(item) => add(&item.attrs, &name_of(&item.ident), None, file, linked),
            Item::Trait(item) => {
                add(&item.attrs, &name_of(&item.ident), None, file, linked);
                for inner in &item.items {
                    if let TraitItem::Fn(function) = inner {
                        let owner = Some(item.ident.to_string());
                        let name = name_of(&function.sig.ident);
                        add(&function.attrs, &name, owner, file, linked);
                    }
                }
            }
            Item::Impl(item) => {
                let of = type_name(&item.self_ty).unwrap_or_default();
                add(&item.attrs, &of, None, file, linked);
                for inner in &item.items {
                    if let ImplItem::Fn(function) = inner {
                        let owner = Some(of.clone());
                        let name = name_of(&function.sig.ident);
                        add(&function.attrs, &name, owner, file, linked);
                    }
                }
            }
            Item::Mod(item) if !is_test(&item.attrs) => {
                if let Some((_, items)) = &item.content {
                    read_items(items, file, linked);
                }
            }
            _ => {}
        }
    }
}

fn name_of(ident: &syn::Ident) -> String {
    ident.unraw().to_string()
}

fn type_name(of: &Type) -> Option<String> {
    match of {
        Type::Path(path) => path.path.segments.last().map(|s| s.ident.to_string()),
        Type::Reference(reference) => type_name(&reference.elem),
        _ => None,
    }
}

fn add(
    attributes: &[Attribute],
    name: &str,
    owner: Option<String>,
    file: &Path,
    linked: &mut BTreeSet<Linked>,
) {
    let lines: Vec<String> = attributes.iter().filter_map(doc_line).collect();
    let links = lines.iter().filter(|line| link_in(line).is_some()).count();
    let names: Vec<&str> = lines
        .iter()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect();
    let in_order = lines.first().map_or_else(Vec::new, |line| titles(line));
    let mut place = 0;
    for line in &lines {
        if let Some(url) = link_in(line) {
            let anchor = url.split_once('#').map_or(url, |(_, anchor)| anchor);
            let title = names
                .iter()
                .find(|name| is_name_of(name, anchor))
                .or_else(|| {
                    names
                        .first()
                        .filter(|_| links == 1 && lines[0].trim().starts_with('`'))
                })
                .map(|name| format!("`{name}`"))
                .or_else(|| in_order.get(place).cloned());
            place += 1;
            linked.insert(Linked {
                file: file.to_owned(),
                name: match &owner {
                    Some(owner) => format!("{owner}::{name}"),
                    None => name.to_string(),
                },
                title,
                url: url.to_owned(),
            });
        }
    }
}

/// The names in the first line of a doc comment, as Markdown: in backticks, or emphasized where the standard is in prose.
/// The line begins with the first. Each belongs to the link in the same place.
fn titles(line: &str) -> Vec<String> {
    let mut titles = Vec::new();
    let mut rest = line.trim();
    while let Some(start) = rest.find(['`', '*']) {
        if titles.is_empty() && start > 0 {
            break;
        }
        let (mark, after) = rest[start..].split_at(1);
        let Some((title, after)) = after.split_once(mark) else {
            break;
        };
        titles.push(if mark == "`" {
            format!("`{title}`")
        } else {
            title.to_owned()
        });
        rest = after;
    }
    titles
}

/// The link that a line of a doc comment consists of.
fn link_in(line: &str) -> Option<&str> {
    let url = line.trim().strip_prefix('<')?.strip_suffix('>')?;
    (url.starts_with("https://") && url.contains('#') && !url.contains(' ')).then_some(url)
}

/// Whether the clause at `anchor` is called `name`, apart from parameters and punctuation.
fn is_name_of(name: &str, anchor: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_ascii_alphanumeric())
            .map(|c| c.to_ascii_lowercase())
            .collect()
    };
    let name = letters(name.split('(').next().unwrap_or_default());
    !name.is_empty() && letters(anchor.strip_prefix("sec-").unwrap_or(anchor)) == name
}

/// The text of a `///` line.
fn doc_line(attribute: &Attribute) -> Option<String> {
    let value = attribute.meta.require_name_value().ok()?;
    match &value.value {
        syn::Expr::Lit(literal) if value.path.is_ident("doc") => match &literal.lit {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

fn render(linked: &BTreeSet<Linked>) -> Result<String, ClausesError> {
    let mut by_standard: BTreeMap<usize, BTreeMap<&str, Vec<&Linked>>> = BTreeMap::new();
    for item in linked {
        let standard = STANDARDS
            .iter()
            .position(|(_, prefix)| item.url.starts_with(prefix));
        let standard = standard.ok_or_else(|| ClausesError::UnknownStandard {
            path: item.file.clone(),
            name: item.name.clone(),
            url: item.url.clone(),
        })?;
        let clauses = by_standard.entry(standard).or_default();
        clauses.entry(&item.url).or_default().push(item);
    }
    let mut text = "# Clause index\n\n\
        Which function carries out which clause of a standard, and which type is which interface. Made from the \
        links in the doc comments by `cargo xtask clauses`; a test checks that it is up to date.\n"
        .to_owned();
    for (standard, clauses) in by_standard {
        let (name, prefix) = STANDARDS[standard];
        // Writing to a String cannot fail.
        let _ = write!(text, "\n## {name}\n\n| clause | function |\n|---|---|\n");
        for (url, items) in clauses {
            let anchor = url.strip_prefix(prefix).unwrap_or(url);
            let anchor = anchor.split_once('#').map_or(anchor, |(_, anchor)| anchor);
            let functions: Vec<String> = items
                .iter()
                .map(|item| {
                    let file = item.file.display();
                    match &*item.name {
                        WHOLE_FILE => format!("[`{file}`](../{file})"),
                        name => format!("[`{file}`](../{file}) `{name}`"),
                    }
                })
                .collect();
            let titles: BTreeSet<&str> = items
                .iter()
                .filter_map(|item| item.title.as_deref())
                .collect();
            let mut title = titles.into_iter();
            let title = match (title.next(), title.next()) {
                (Some(title), None) => title.replace('|', "\\|"),
                // What several functions do together is known by the clause.
                _ => anchor.to_owned(),
            };
            let _ = writeln!(text, "| [{title}]({url}) | {} |", functions.join("<br>"));
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    /// The clauses of the proposal that are algorithms. Those that only describe properties and slots are
    /// covered by the tests of `spec-tests/sentences.md`.
    const ALGORITHMS: [&str; 22] = [
        "sec-asynccontextsnapshot",
        "sec-asynccontextswap",
        "sec-createasynccontextsnapshotobject",
        "sec-asynccontext-object",
        "sec-asynccontext-snapshot",
        "sec-asynccontext-snapshot.wrap",
        "sec-asynccontext-snapshot.prototype.run",
        "sec-asynccontext-variable",
        "sec-asynccontext-variable.prototype.run",
        "sec-asynccontext-variable.prototype.name",
        "sec-asynccontext-variable.prototype.get",
        "sec-host-cleanup-finalization-registry",
        "sec-finalization-registry-cleanup-callback",
        "sec-source-text-module-record-execute-module",
        "sec-host-promise-rejection-tracker",
        "sec-newpromisereactionjob",
        "sec-newpromiseresolvethenablejob",
        "sec-performpromisethen",
        "sec-generatorstart",
        "sec-generatorresume",
        "sec-asyncgeneratorstart",
        "sec-asyncgeneratorresume",
    ];

    #[test]
    fn the_page_is_up_to_date() {
        let expected = page(&repository()).unwrap();
        let actual = fs::read_to_string(repository().join(PAGE)).unwrap_or_default();
        assert!(
            actual == expected,
            "{PAGE} is out of date: run `cargo xtask clauses`"
        );
    }

    #[test]
    fn every_algorithm_of_the_proposal_has_a_function() {
        let page = page(&repository()).unwrap();
        for clause in ALGORITHMS {
            let link = format!("(https://tc39.es/proposal-async-context/#{clause})");
            assert!(page.contains(&link), "no function links to {clause}");
        }
    }

    /// Functions whose doc comment begins with a signature of a standard, as in `Call ( F, V )`, and has no link.
    fn without_link(items: &[Item], found: &mut Vec<String>) {
        let mut look = |attributes: &[Attribute], name: String| {
            let lines: Vec<String> = attributes.iter().filter_map(doc_line).collect();
            let first = lines.first().map_or("", |line| line.trim());
            let is_algorithm = first
                .strip_prefix('`')
                .and_then(|rest| rest.split_once('`'))
                .is_some_and(|(title, _)| title.contains(" ( ") && title.ends_with(')'));
            if is_algorithm && !lines.iter().any(|line| link_in(line).is_some()) {
                found.push(format!("{name}: {first}"));
            }
        };
        for item in items {
            match item {
                Item::Fn(item) => look(&item.attrs, name_of(&item.sig.ident)),
                Item::Impl(item) => {
                    for inner in &item.items {
                        if let ImplItem::Fn(function) = inner {
                            look(&function.attrs, name_of(&function.sig.ident));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    #[test]
    fn every_function_that_is_named_after_an_algorithm_has_its_link() {
        let mut found = Vec::new();
        for directory in SOURCES {
            for file in rust_files(&repository().join(directory)).unwrap() {
                without_link(&parse(&file).unwrap().items, &mut found);
            }
        }
        assert!(found.is_empty(), "\n{}", found.join("\n"));
    }

    fn rendered(source: &str) -> Result<String, ClausesError> {
        let mut linked = BTreeSet::new();
        let items = syn::parse_file(source).unwrap().items;
        read_items(&items, Path::new("src/x.rs"), &mut linked);
        render(&linked)
    }

    #[test]
    fn links_of_functions_methods_and_types_are_found() {
        let text = rendered(
            "/// `Op ( x )`\n///\n/// <https://tc39.es/ecma262/#op>\nfn f() {}\n\
             impl<T> Kind<T> {\n    /// `Op ( x )`: a part of it.\n    ///\n    /// <https://tc39.es/ecma262/#op>\n    fn g() {}\n}\n\
             /// <https://dom.spec.whatwg.org/#interface>\nstruct Interface;",
        )
        .unwrap();
        let op = "| [`Op ( x )`](https://tc39.es/ecma262/#op) | [`src/x.rs`](../src/x.rs) `Kind::g`<br>[`src/x.rs`](../src/x.rs) `f` |";
        assert!(text.contains(op), "{text}");
        let interface = "| [interface](https://dom.spec.whatwg.org/#interface) | [`src/x.rs`](../src/x.rs) `Interface` |";
        assert!(text.contains(interface), "{text}");
        assert!(text.find("## ECMAScript") < text.find("## DOM"), "{text}");
    }

    #[test]
    fn each_of_several_links_has_its_own_title() {
        let text = rendered(
            "/// `SetLength ( x )` and `SetName ( x )`\n///\n/// <https://tc39.es/ecma262/#sec-setname>\n\
             /// <https://tc39.es/ecma262/#sec-setlength>\n/// <https://tc39.es/ecma262/#sec-other>\nfn f() {}",
        )
        .unwrap();
        for title in [
            "[`SetLength ( x )`](https://tc39.es/ecma262/#sec-setlength)",
            "[`SetName ( x )`](https://tc39.es/ecma262/#sec-setname)",
            "[sec-other]",
        ] {
            assert!(text.contains(title), "{title}: {text}");
        }
    }

    #[test]
    fn names_in_prose_are_emphasized() {
        let text = rendered(
            "/// `f(x)`, and *do f* to `x`\n///\n/// <https://dom.spec.whatwg.org/#f>\n/// <https://dom.spec.whatwg.org/#do-f>\nfn f() {}\n\
             /// Does *g*.\n///\n/// <https://dom.spec.whatwg.org/#do-g>\nfn g() {}",
        )
        .unwrap();
        assert!(
            text.contains("| [`f(x)`](https://dom.spec.whatwg.org/#f) |"),
            "{text}"
        );
        assert!(
            text.contains("| [do f](https://dom.spec.whatwg.org/#do-f) |"),
            "{text}"
        );
        assert!(
            text.contains("| [do-g](https://dom.spec.whatwg.org/#do-g) |"),
            "{text}"
        );
    }

    #[test]
    fn links_in_sentences_and_in_tests_are_not_meant() {
        let text = rendered(
            "/// See <https://tc39.es/ecma262/#op>.\nfn f() {}\n\
             #[cfg(test)]\nmod tests {\n    /// <https://tc39.es/ecma262/#op>\n    fn g() {}\n}",
        )
        .unwrap();
        assert!(!text.contains("ecma262"), "{text}");
    }

    #[test]
    fn a_link_of_an_unknown_standard_is_an_error() {
        let error = rendered("/// <https://example.org/#x>\nfn f() {}").unwrap_err();
        assert!(
            error.to_string().contains("https://example.org/#x of f"),
            "{error}"
        );
    }
}
