//! The changes of the engine: the files of the series in `engine/`, and which of them a command asks for.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::patch::{Misfit, Patch, PatchError};

/// The directory of the changes.
pub(crate) const CHANGES: &str = "engine";

/// Why there are no changes to apply.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SeriesError {
    #[error("{}: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
    #[error("{CHANGES}/{change}: {error}")]
    Patch { change: String, error: PatchError },
    #[error("{CHANGES}/ has no *.patch: without changes there is no exact mode")]
    NoChanges,
    #[error("no change in {CHANGES}/ has '{name}' in its name; there are {}", known.join(", "))]
    Unknown { name: String, known: Vec<String> },
    #[error("'{name}' stands for several changes: {}", found.join(", "))]
    Ambiguous { name: String, found: Vec<String> },
    #[error(
        "{first} is not among the chosen changes: it tells the crates that depend on the engine of the hooks"
    )]
    WithoutHooks { first: String },
    #[error(
        "{CHANGES}/{change} does not apply to {}: {misfit}; it is made for another source, or for another change \
         before it", file.display()
    )]
    DoesNotApply {
        change: String,
        file: PathBuf,
        misfit: Misfit,
    },
}

/// Which changes of the series are applied.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub(crate) struct Selection {
    /// Apply only this change, or these, named by a part of their names: `--only hooks`
    ///
    /// A change is made for the result of those before it, so one without them may not apply. The first, the hooks, has to be
    /// among them.
    #[arg(long, value_name = "CHANGE", value_delimiter = ',')]
    only: Vec<String>,
    /// Apply the changes up to this one: `--until 08`
    #[arg(long, value_name = "CHANGE", conflicts_with = "only")]
    until: Option<String>,
}

impl Selection {
    /// A name for the directory of the result; empty for all changes.
    pub(crate) fn suffix(&self) -> String {
        let part = match &self.until {
            Some(last) => format!("-until-{last}"),
            None if self.only.is_empty() => String::new(),
            None => format!("-only-{}", self.only.join("-")),
        };
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        part.replace(|c| !is_plain(c), "_")
    }
}

/// One change of the engine: a file of the series.
#[derive(Debug)]
pub(crate) struct Change {
    /// The name of its file.
    pub(crate) name: String,
    pub(crate) patch: Patch,
}

/// The chosen changes of the engine, in the order in which they are applied: that of their names.
///
/// # Errors
///
/// When there are none, when one cannot be read, or when the selection names no change, several, or leaves out the first.
pub(crate) fn series(root: &Path, selection: &Selection) -> Result<Vec<Change>, SeriesError> {
    let directory = root.join(CHANGES);
    let io = |path: &Path, error| SeriesError::Io {
        path: path.to_owned(),
        error,
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(&directory).map_err(|error| io(&directory, error))? {
        let name = entry.map_err(|error| io(&directory, error))?.file_name();
        let name = name.to_string_lossy().into_owned();
        if name.ends_with(".patch") {
            names.push(name);
        }
    }
    names.sort_unstable();
    let chosen = choose(&names, selection)?;
    let change = |name: &String| {
        let path = directory.join(name);
        let text = fs::read_to_string(&path).map_err(|error| io(&path, error))?;
        let name = name.clone();
        match Patch::parse(&text) {
            Ok(patch) => Ok(Change { name, patch }),
            Err(error) => Err(SeriesError::Patch {
                change: name,
                error,
            }),
        }
    };
    chosen.iter().map(change).collect()
}

/// The names that a selection stands for.
fn choose(names: &[String], selection: &Selection) -> Result<Vec<String>, SeriesError> {
    let first = names.first().ok_or(SeriesError::NoChanges)?;
    let position = |name: &String| {
        let found: Vec<usize> = (0..names.len())
            .filter(|index| names[*index].contains(name.as_str()))
            .collect();
        match *found {
            [index] => Ok(index),
            [] => Err(SeriesError::Unknown {
                name: name.clone(),
                known: names.to_vec(),
            }),
            _ => Err(SeriesError::Ambiguous {
                name: name.clone(),
                found: found.iter().map(|index| names[*index].clone()).collect(),
            }),
        }
    };
    if let Some(last) = &selection.until {
        return Ok(names[..=position(last)?].to_vec());
    }
    if selection.only.is_empty() {
        return Ok(names.to_vec());
    }
    let mut indices = selection
        .only
        .iter()
        .map(position)
        .collect::<Result<Vec<_>, _>>()?;
    indices.sort_unstable();
    indices.dedup();
    if indices[0] != 0 {
        return Err(SeriesError::WithoutHooks {
            first: first.clone(),
        });
    }
    Ok(indices.iter().map(|index| names[*index].clone()).collect())
}

impl Change {
    /// Makes what the change does below `directory`, a part of the engine's repository that is at `source`.
    ///
    /// # Errors
    ///
    /// When the change is made for another text, as far as that shows, or a file cannot be written.
    pub(crate) fn apply(&self, directory: &str, source: &Path) -> Result<(), SeriesError> {
        for file in self.patch.files() {
            let Ok(inside) = file.strip_prefix(directory) else {
                continue;
            };
            let path = source.join(inside);
            let misfit = |misfit| SeriesError::DoesNotApply {
                change: self.name.clone(),
                file: file.clone(),
                misfit,
            };
            let old = fs::read_to_string(&path).map_err(|_| misfit(Misfit::NoFile))?;
            let new = self.patch.apply(file, &old).map_err(misfit)?;
            fs::write(&path, new).map_err(|error| SeriesError::Io { path, error })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn only(chosen: &[&str]) -> Selection {
        Selection {
            only: names(chosen),
            until: None,
        }
    }

    fn until(last: &str) -> Selection {
        Selection {
            only: Vec::new(),
            until: Some(last.to_owned()),
        }
    }

    #[test]
    fn a_selection_names_changes_by_a_part_of_their_names() {
        let all = names(&["01-hooks.patch", "02-realms.patch", "03-scopes.patch"]);
        let chosen = |selection: &Selection| choose(&all, selection).map_err(|e| e.to_string());
        assert_eq!(chosen(&Selection::default()), Ok(all.clone()));
        assert_eq!(chosen(&only(&["hooks"])), Ok(all[..1].to_vec()));
        assert_eq!(
            chosen(&only(&["03", "01", "hooks"])),
            Ok(names(&["01-hooks.patch", "03-scopes.patch"]))
        );
        assert_eq!(chosen(&until("realms")), Ok(all[..2].to_vec()));
        let problem = |selection: &Selection| chosen(selection).unwrap_err();
        assert!(problem(&until("04")).starts_with("no change in engine/ has '04' in its name"));
        assert!(problem(&only(&["0"])).starts_with("'0' stands for several changes: 01-hooks"));
        assert!(problem(&only(&["scopes"])).starts_with("01-hooks.patch is not among"));
        assert_eq!(
            choose(&[], &Selection::default()).unwrap_err().to_string(),
            "engine/ has no *.patch: without changes there is no exact mode"
        );
    }

    #[test]
    fn each_selection_has_a_directory_of_its_own() {
        assert_eq!(Selection::default().suffix(), "");
        assert_eq!(only(&["hooks", "../x"]).suffix(), "-only-hooks-___x");
        assert_eq!(until("08").suffix(), "-until-08");
    }
}
