//! `cargo xtask floors`: imports run one way.
//!
//! The order of the modules stands in `docs/architecture.md` for each crate, and in `docs/floors.md` for larger
//! directories in them, in a block of lines each:
//!
//! ````text
//! ```floors src
//! runtime
//! event_loop, loader
//! agent
//! circle: event_loop/turn.rs, event_loop/timers.rs
//! ```
//! ````
//!
//! A module may import from those in lower lines; not from those in its own or in higher ones. A file never
//! imports what the `mod.rs` or `lib.rs` above it defines, and no files import from each other in a circle, but
//! for the circles that are listed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use crate::modules::{Crate, Import, SourceError};

/// The page with the floors of each crate.
const PAGE: &str = "docs/architecture.md";

/// The page with the floors of directories in the crates, if there is one.
const INNER_PAGE: &str = "docs/floors.md";

#[derive(Debug, thiserror::Error)]
pub(crate) enum FloorsError {
    #[error("{}: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("{PAGE} has no block that begins with ```floors DIRECTORY")]
    NoFloors,
    #[error("{PAGE}: there is no lib.rs, main.rs or mod.rs in {}", .0.display())]
    NoRoot(PathBuf),
    #[error("{PAGE}: {} stands in no crate that has floors of its own", .0.display())]
    NoCrate(PathBuf),
}

/// The order of the modules in one directory.
#[derive(Debug, PartialEq, Eq)]
struct Floors {
    directory: PathBuf,
    /// The modules in each line, the highest line first.
    lines: Vec<Vec<String>>,
    /// Circles that may be, as paths below the directory.
    circles: Vec<BTreeSet<PathBuf>>,
}

/// What was found in one crate.
#[derive(Debug)]
struct Findings {
    name: PathBuf,
    files: usize,
    imports: usize,
    /// How many floors the directory of the crate has.
    floors: usize,
    /// Imports of what a `mod.rs` or `lib.rs` above the file defines.
    from_parent: Vec<Import>,
    /// Imports from the same or a higher floor.
    upward: Vec<Import>,
    circles: Vec<BTreeSet<PathBuf>>,
    /// Circles that are not listed.
    unlisted: Vec<BTreeSet<PathBuf>>,
    /// Listed circles and modules that are not there, and modules that are on no floor.
    stale: Vec<String>,
}

/// Checks every crate of the repository; returns a report, and whether everything is as it should be.
pub(crate) fn check(root: &Path) -> Result<(String, bool), FloorsError> {
    let read = |page: &str| {
        let path = root.join(page);
        fs::read_to_string(&path).map_err(|error| FloorsError::Io { path, error })
    };
    let mut all = read_page(&read(PAGE)?);
    if root.join(INNER_PAGE).is_file() {
        all.extend(read_page(&read(INNER_PAGE)?));
    }
    if all.is_empty() {
        return Err(FloorsError::NoFloors);
    }
    let mut crates: BTreeMap<PathBuf, Vec<&Floors>> = BTreeMap::new();
    for floors in &all {
        let of_crate = ["lib.rs", "main.rs"]
            .iter()
            .any(|file| root.join(&floors.directory).join(file).is_file());
        if of_crate {
            crates.insert(floors.directory.clone(), vec![floors]);
        }
    }
    for floors in &all {
        if crates.contains_key(&floors.directory) {
            continue;
        }
        if !root.join(&floors.directory).join("mod.rs").is_file() {
            return Err(FloorsError::NoRoot(floors.directory.clone()));
        }
        let of = crates
            .iter_mut()
            .find(|(directory, _)| floors.directory.starts_with(directory));
        let (_, list) = of.ok_or_else(|| FloorsError::NoCrate(floors.directory.clone()))?;
        list.push(floors);
    }
    let mut findings = Vec::new();
    for (directory, floors) in &crates {
        findings.push(examine(root, directory, floors)?);
    }
    let is_good = findings.iter().all(Findings::is_good);
    Ok((render(&findings), is_good))
}

/// The floors in the blocks of a Markdown text.
fn read_page(text: &str) -> Vec<Floors> {
    let mut all = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(directory) = line.strip_prefix("```floors ") else {
            continue;
        };
        let mut floors = Floors {
            directory: directory.trim().into(),
            lines: Vec::new(),
            circles: Vec::new(),
        };
        let block = lines.by_ref().take_while(|line| *line != "```");
        for line in block.filter(|line| !line.trim().is_empty()) {
            let names = |list: &str| -> Vec<String> {
                list.split(',').map(|name| name.trim().to_owned()).collect()
            };
            match line.strip_prefix("circle:") {
                Some(files) => floors
                    .circles
                    .push(names(files).iter().map(PathBuf::from).collect()),
                None => floors.lines.push(names(line)),
            }
        }
        all.push(floors);
    }
    all
}

fn examine(root: &Path, directory: &Path, floors: &[&Floors]) -> Result<Findings, FloorsError> {
    let base = root.join(directory);
    let mut imports = Vec::new();
    let mut files = BTreeSet::new();
    // `check` has seen that there is one of them.
    for file in ["lib.rs", "main.rs"] {
        let file = base.join(file);
        if file.is_file() {
            let source = Crate::read(&file)?;
            files.extend(source.files().into_iter().map(Path::to_owned));
            imports.extend(source.imports());
        }
    }
    let relative = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_owned();
    let files: BTreeSet<PathBuf> = files.iter().map(|file| relative(file)).collect();
    let imports: Vec<Import> = imports
        .into_iter()
        .map(|import| Import {
            from: relative(&import.from),
            to: relative(&import.to),
            ..import
        })
        .collect();
    let mut findings = Findings {
        name: directory.to_owned(),
        files: files.len(),
        imports: imports.len(),
        floors: floors[0].lines.len(),
        from_parent: Vec::new(),
        upward: Vec::new(),
        circles: circles(&imports),
        unlisted: Vec::new(),
        stale: Vec::new(),
    };
    findings.from_parent = imports
        .iter()
        .filter(|import| is_above(&import.to, &import.from))
        .cloned()
        .collect();
    for floors in floors {
        place(floors, &files, &imports, &mut findings);
    }
    let listed: Vec<BTreeSet<PathBuf>> = floors
        .iter()
        .flat_map(|floors| {
            let full = |circle: &BTreeSet<PathBuf>| {
                circle.iter().map(|f| floors.directory.join(f)).collect()
            };
            floors.circles.iter().map(full)
        })
        .collect();
    for circle in &findings.circles {
        if !listed.contains(circle) {
            findings.unlisted.push(circle.clone());
        }
    }
    for circle in listed {
        if !findings.circles.contains(&circle) {
            let problem = format!("there is no such circle: {}", list(&circle));
            findings.stale.push(problem);
        }
    }
    Ok(findings)
}

/// Whether `file` is the `mod.rs`, `lib.rs` or `main.rs` of a directory that `other` is in.
fn is_above(file: &Path, other: &Path) -> bool {
    let is_module = file
        .file_name()
        .is_some_and(|name| name == "mod.rs" || name == "lib.rs" || name == "main.rs");
    let above = file
        .parent()
        .is_some_and(|parent| other.starts_with(parent));
    // `agent.rs` is above `agent/`, too.
    above && is_module || other.starts_with(file.with_extension(""))
}

/// Compares the imports between the modules of one directory with its floors.
fn place(floors: &Floors, files: &BTreeSet<PathBuf>, imports: &[Import], findings: &mut Findings) {
    let modules: BTreeSet<String> = files
        .iter()
        .filter_map(|file| module_in(&floors.directory, file))
        .collect();
    let mut floor_of: BTreeMap<&str, usize> = BTreeMap::new();
    let directory = floors.directory.display();
    for (floor, names) in floors.lines.iter().enumerate() {
        for name in names {
            if !modules.contains(name) {
                findings
                    .stale
                    .push(format!("{directory} has no module {name}"));
            }
            if floor_of.insert(name, floor).is_some() {
                findings
                    .stale
                    .push(format!("{name} is on two floors of {directory}"));
            }
        }
    }
    for module in &modules {
        if !floor_of.contains_key(&**module) {
            findings
                .stale
                .push(format!("{module} is on no floor of {directory}"));
        }
    }
    for import in imports {
        let (Some(from), Some(to)) = (
            module_in(&floors.directory, &import.from),
            module_in(&floors.directory, &import.to),
        ) else {
            continue;
        };
        if from != to
            && let (Some(from), Some(to)) = (floor_of.get(&*from), floor_of.get(&*to))
            && to <= from
        {
            findings.upward.push(import.clone());
        }
    }
}

/// The module directly in `directory` that a file belongs to; `None` for files elsewhere and the root file.
fn module_in(directory: &Path, file: &Path) -> Option<String> {
    let below = file.strip_prefix(directory).ok()?;
    let first = Path::new(below.components().next()?.as_os_str());
    let name = first.file_stem()?.to_str()?;
    let is_root = below.components().count() == 1 && ["lib", "main", "mod"].contains(&name);
    (!is_root).then(|| name.to_owned())
}

/// The sets of files that import from each other, each in both directions by some way.
fn circles(imports: &[Import]) -> Vec<BTreeSet<PathBuf>> {
    let mut targets: BTreeMap<&Path, BTreeSet<&Path>> = BTreeMap::new();
    for import in imports {
        targets.entry(&import.from).or_default().insert(&import.to);
    }
    let reached = |from: &Path| {
        let mut seen: BTreeSet<&Path> = BTreeSet::new();
        let mut open: Vec<&Path> = targets.get(from).into_iter().flatten().copied().collect();
        while let Some(file) = open.pop() {
            if seen.insert(file) {
                open.extend(targets.get(file).into_iter().flatten());
            }
        }
        seen
    };
    let reach: BTreeMap<&Path, BTreeSet<&Path>> =
        targets.keys().map(|file| (*file, reached(file))).collect();
    let mut circles: BTreeSet<BTreeSet<PathBuf>> = BTreeSet::new();
    for (file, ahead) in &reach {
        if ahead.contains(file) {
            let circle = ahead
                .iter()
                .filter(|other| reach.get(**other).is_some_and(|back| back.contains(file)))
                .map(|file| (*file).to_owned());
            circles.insert(circle.collect());
        }
    }
    circles.into_iter().collect()
}

impl Findings {
    fn is_good(&self) -> bool {
        self.from_parent.is_empty()
            && self.upward.is_empty()
            && self.unlisted.is_empty()
            && self.stale.is_empty()
    }
}

fn describe(import: &Import, what: &str, text: &mut String) {
    let items: Vec<&str> = import.items.iter().map(String::as_str).collect();
    let _ = writeln!(
        text,
        "{}:{}: imports {} from {}, {what}",
        import.from.display(),
        import.line,
        items.join(", "),
        import.to.display()
    );
}

fn list(files: &BTreeSet<PathBuf>) -> String {
    let names: Vec<String> = files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    names.join(", ")
}

fn render(findings: &[Findings]) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{:24} {:>5} {:>7} {:>6} {:>11} {:>6} {:>7} {:>14}",
        "crate", "files", "imports", "floors", "from parent", "upward", "circles", "largest circle"
    );
    for crate_ in findings {
        let largest = crate_.circles.iter().map(BTreeSet::len).max().unwrap_or(0);
        let _ = writeln!(
            text,
            "{:24} {:>5} {:>7} {:>6} {:>11} {:>6} {:>7} {:>14}",
            crate_.name.display().to_string(),
            crate_.files,
            crate_.imports,
            crate_.floors,
            crate_.from_parent.len(),
            crate_.upward.len(),
            crate_.circles.len(),
            largest,
        );
    }
    for crate_ in findings {
        for import in &crate_.from_parent {
            let advice = "a file above it; move the definition to a file of its own";
            describe(import, advice, &mut text);
        }
        for import in &crate_.upward {
            describe(import, "which is not on a lower floor", &mut text);
        }
        for circle in &crate_.unlisted {
            let _ = writeln!(text, "circle of {} files: {}", circle.len(), list(circle));
        }
        for problem in &crate_.stale {
            let _ = writeln!(text, "{PAGE}: {problem}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Crates of a file or two, which need no floors.
    const SMALL: [&str; 3] = ["benches", "cleanup/models", "js-tests"];

    #[test]
    fn every_crate_of_the_workspace_has_floors() {
        let manifest = fs::read_to_string(repository().join("Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        let page = fs::read_to_string(repository().join(PAGE)).unwrap();
        assert!(page.contains("```floors src\n"));
        let members = manifest["workspace"]["members"].as_array().unwrap();
        for member in members.iter().filter_map(toml::Value::as_str) {
            let has_floors = page.contains(&format!("```floors {member}/src\n"));
            assert!(
                has_floors || SMALL.contains(&member),
                "{member} has no floors in {PAGE}"
            );
        }
    }

    fn repository() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    #[test]
    fn every_import_of_the_repository_runs_down() {
        let (report, is_good) = check(&repository()).unwrap();
        assert!(is_good, "\n{report}");
    }

    /// A crate in a temporary directory whose files are `files`, with `floors` for it.
    fn checked(files: &[(&str, &str)], floors: &str) -> (String, bool) {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = root.path().join("src").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        fs::create_dir(root.path().join("docs")).unwrap();
        let page = format!("# Page\n\n```floors src\n{floors}\n```\n");
        fs::write(root.path().join(PAGE), page).unwrap();
        check(root.path()).unwrap()
    }

    const LIB: (&str, &str) = ("lib.rs", "mod high;\nmod low;\npub fn of_lib() {}\n");

    #[test]
    fn an_import_of_a_lower_module_is_fine() {
        let files = [
            LIB,
            ("high.rs", "use crate::low::Low;"),
            ("low.rs", "pub struct Low;"),
        ];
        let (report, is_good) = checked(&files, "high\nlow");
        assert!(is_good, "{report}");
    }

    #[test]
    fn an_import_of_a_higher_module_is_found_however_it_is_written() {
        for import in [
            "use crate::high::High;",
            "use super::high::High;",
            "use crate::{high::{self as h, High}};",
            "fn f() { crate::high::High; }",
            "fn f() { use super::high; }",
            "fn f() -> super::high::High { loop {} }",
            "fn f() { println!(\"{:?}\", crate::high::High); }",
            "use crate::high::DEFINED_BY_SOME_MACRO;",
            "#[foo(with = crate::high::high)] struct Low;",
            "fn f() { mod m { pub use crate::high::High; } }",
        ] {
            let files = [LIB, ("high.rs", "pub struct High;"), ("low.rs", import)];
            let (report, is_good) = checked(&files, "high\nlow");
            assert!(!is_good, "{import}: {report}");
            assert!(report.contains("low.rs:1: imports"), "{import}: {report}");
            let (report, is_good) = checked(&files, "high, low");
            assert!(!is_good, "the same line is not lower: {report}");
        }
    }

    #[test]
    fn what_the_root_file_reexports_is_of_the_file_that_defines_it() {
        let files = [
            ("lib.rs", "mod high;\nmod low;\npub use low::Low;\n"),
            ("high.rs", "use crate::Low;"),
            ("low.rs", "pub struct Low;"),
        ];
        let (report, is_good) = checked(&files, "high\nlow");
        assert!(is_good, "{report}");
        let (report, is_good) = checked(&files, "low\nhigh");
        assert!(!is_good, "{report}");
    }

    #[test]
    fn an_import_of_what_the_root_file_defines_is_found() {
        let files = [LIB, ("high.rs", "use super::of_lib;"), ("low.rs", "")];
        let (report, is_good) = checked(&files, "high\nlow");
        assert!(
            !is_good && report.contains("src/lib.rs, a file above it"),
            "{report}"
        );
    }

    #[test]
    fn an_import_of_what_the_own_mod_file_defines_is_found() {
        let files = [
            LIB,
            ("high/mod.rs", "mod inner;\nstruct OfMod;\n"),
            ("high/inner.rs", "use super::OfMod;"),
            ("low.rs", ""),
        ];
        let (report, is_good) = checked(&files, "high\nlow");
        assert!(
            !is_good && report.contains("high/mod.rs, a file above it"),
            "{report}"
        );
    }

    #[test]
    fn a_circle_is_found_unless_it_is_listed() {
        let files = [
            LIB,
            ("high/mod.rs", "mod a;\nmod b;\n"),
            ("high/a.rs", "use super::b::B;\npub struct A;"),
            ("high/b.rs", "use super::a::A;\npub struct B;"),
            ("low.rs", ""),
        ];
        let (report, is_good) = checked(&files, "high\nlow");
        assert!(!is_good && report.contains("circle of 2 files"), "{report}");
        let (report, is_good) = checked(&files, "high\nlow\ncircle: high/a.rs, high/b.rs");
        assert!(is_good, "{report}");
    }

    #[test]
    fn a_list_that_is_not_true_any_more_is_found() {
        let files = [LIB, ("high.rs", ""), ("low.rs", "")];
        for floors in [
            "high\nlow\nlowest",
            "high",
            "high\nlow\nhigh",
            "high\nlow\ncircle: low.rs",
        ] {
            let (report, is_good) = checked(&files, floors);
            assert!(!is_good, "{floors}: {report}");
        }
    }

    #[test]
    fn what_a_macro_defines_is_of_the_file_that_calls_it() {
        for call in [
            "handle!(High, State);",
            "pin_project! { pub struct High { x: u8 } }",
        ] {
            let low = "use crate::high::High;";
            let files = [LIB, ("high.rs", call), ("low.rs", low)];
            let (report, is_good) = checked(&files, "high\nlow");
            assert!(
                !is_good && report.contains("imports High"),
                "{call}: {report}"
            );
        }
    }

    #[test]
    fn an_item_that_is_called_like_its_crate_ends_the_search() {
        let (report, is_good) = checked(
            &[
                ("lib.rs", "mod high; mod low;"),
                ("high.rs", "use crate::low::cell; cell::f!();"),
                ("low.rs", "pub use cell::cell; cell!();"),
            ],
            "high\nlow",
        );
        assert!(is_good, "{report}");
    }

    #[test]
    fn a_glob_of_another_crate_ends_the_search() {
        let files = [
            LIB,
            ("high.rs", "use crate::low::{self, Other};"),
            ("low.rs", "pub use other_crate::*;"),
        ];
        let (report, is_good) = checked(&files, "high\nlow");
        assert!(is_good, "{report}");
    }

    #[test]
    fn tests_may_import_anything() {
        let low = "#[cfg(test)] mod tests { use crate::high::High; }";
        let files = [LIB, ("high.rs", "pub struct High;"), ("low.rs", low)];
        let (report, is_good) = checked(&files, "high\nlow");
        assert!(is_good, "{report}");
    }
}
