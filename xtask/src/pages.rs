//! Tests that the pages of the repository refer only to what is there.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Directories that are not ours to read.
const SKIPPED: [&str; 3] = ["target", ".git", "node_modules"];

/// Endings of names that are files of the repository.
const ENDINGS: [&str; 7] = ["rs", "js", "mjs", "md", "toml", "txt", "patch"];

fn repository() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().unwrap_or(root)
}

fn pages(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && !SKIPPED.contains(&&*name) {
            pages(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

/// The pieces of the text between `open` and `close`, on one line each.
fn between<'a>(text: &'a str, open: &'a str, close: char) -> impl Iterator<Item = &'a str> {
    text.lines().flat_map(move |line| {
        line.split(open)
            .skip(1)
            .filter_map(move |rest| Some(rest.split_once(close)?.0))
    })
}

/// Names in backquotes that are paths from the root of the repository, with or without a test behind `::`.
fn quoted_paths(text: &str) -> Vec<&str> {
    let mut is_code = false;
    let mut paths = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            let names = line.split('`').skip(1).step_by(2);
            paths.extend(names.filter(|name| {
                let path = name.split("::").next().unwrap_or_default();
                let ending = path.rsplit('.').next().unwrap_or_default();
                path.contains('/')
                    && ENDINGS.contains(&ending)
                    && !path.contains(['*', ' ', '<', '{', '$', ':'])
                    && !path.starts_with(['.', '/'])
                    && !path.starts_with("target/")
            }));
        }
    }
    paths
}

/// Whether a page may mean the path below its own directory, or below that of the crate it is about.
fn exists(root: &Path, page: &Path, path: &str) -> bool {
    let directories = [root, page.parent().unwrap()];
    let crates = ["src", "web-integration/src", "spec-tests", "cleanup/src"];
    directories
        .into_iter()
        .map(Path::to_owned)
        .chain(crates.map(|name| root.join(name)))
        .any(|directory| directory.join(path).exists())
}

/// Whether a line of Markdown is the heading of an anchor.
fn is_heading(line: &str, anchor: &str) -> bool {
    let Some(heading) = line.strip_prefix('#') else {
        return false;
    };
    let slug: String = heading
        .trim_start_matches('#')
        .trim()
        .chars()
        .filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c))
        .map(|c| {
            if c == ' ' {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect();
    slug == anchor
}

#[test]
fn what_a_page_links_to_or_names_is_there() {
    let root = repository();
    let mut all = Vec::new();
    pages(&root, &mut all);
    assert!(all.len() > 10, "{all:?}");
    let mut problems = Vec::new();
    for page in all {
        let text = fs::read_to_string(&page).unwrap();
        let name = page.strip_prefix(&root).unwrap().display();
        // `[Symbol.asyncIterator](options)` in backquotes is a function, not a link.
        let is_code = |link: &str| link.contains('`') || text.contains(&format!("]({link})`"));
        for link in between(&text, "](", ')') {
            if is_code(link) || link.contains("://") {
                continue;
            }
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match target {
                "" => page.clone(),
                target => page.parent().unwrap().join(target),
            };
            let is_there = target.exists()
                && (anchor.is_empty()
                    || fs::read_to_string(&target)
                        .is_ok_and(|text| text.lines().any(|line| is_heading(line, anchor))));
            if !is_there {
                problems.push(format!("{name}: the link {link} leads nowhere"));
            }
        }
        for word in ["can not", "SPEC ", "DESIGN"] {
            if text.contains(word) {
                problems.push(format!("{name} says {word:?}"));
            }
        }
        for quoted in quoted_paths(&text) {
            let (path, item) = quoted.split_once("::").unwrap_or((quoted, ""));
            if !exists(&root, &page, path) {
                problems.push(format!("{name}: there is no {path}"));
            } else if path.ends_with(".rs") && !item.is_empty() {
                let item = item.rsplit("::").next().unwrap_or_default();
                let source = fs::read_to_string(root.join(path)).unwrap_or_default();
                if !source.contains(item.trim_end_matches(['(', ')', '…'])) {
                    problems.push(format!("{name}: there is no {item} in {path}"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}
