//! The front matter of a test: what it is about, and how it is to be run.
//!
//! The `test262-harness` crate reads it. Front matter that the crate refuses is read here instead: values of
//! another YAML type than it expects (`esid: 15.2`, `includes: assert.js`), flags that it does not know, a
//! `---*/` before the `/*---`. Text that is not front matter at all is refused here, too, with the reason.

use saphyr::{LoadableYamlNode, Yaml};
use saphyr_parser::{Event, Parser};
use test262_harness::{Description, Flag};

/// The front matter of a test.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The id of the clause of the specification.
    pub esid: Option<String>,
    /// What the test observes, in a sentence.
    pub description: Option<String>,
    /// The text of the specification that the test quotes.
    pub info: Option<String>,
    /// How the test must fail, if it is a negative test.
    pub negative: Option<Negative>,
    /// Harness files, in addition to those that every test includes.
    pub includes: Vec<String>,
    /// Features of the language that the test uses.
    pub features: Vec<String>,
    /// Locales that the host must support.
    pub locale: Vec<String>,
    /// How to run it.
    pub flags: Flags,
}

/// The failure that a negative test must end with.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Negative {
    /// The phase in which it must fail.
    pub phase: Phase,
    /// The name of the constructor of the exception.
    pub error: String,
}

/// The phase in which a test failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Parsing and early errors, before anything ran.
    Parse,
    /// Loading and linking the imported modules.
    Resolution,
    /// Evaluation.
    Runtime,
}

/// The flags of a test.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are test262's flags, each on or off"
)]
pub struct Flags {
    /// `onlyStrict`
    pub only_strict: bool,
    /// `noStrict`
    pub no_strict: bool,
    /// `module`
    pub module: bool,
    /// `raw`: runs as it is, without the harness
    pub raw: bool,
    /// `async`: ends when `$DONE` is called
    pub is_async: bool,
    /// `CanBlockIsFalse`
    pub can_block_is_false: bool,
    /// `CanBlockIsTrue`
    pub can_block_is_true: bool,
    /// `non-deterministic`: a failure is allowed
    pub non_deterministic: bool,
}

impl Flags {
    /// Sets a flag by its name.
    ///
    /// # Errors
    ///
    /// If the flag is unknown: it might change the meaning of the test.
    fn set(&mut self, name: &str) -> Result<(), String> {
        let flag = match name {
            "onlyStrict" => &mut self.only_strict,
            "noStrict" => &mut self.no_strict,
            "module" => &mut self.module,
            "raw" => &mut self.raw,
            "async" => &mut self.is_async,
            "CanBlockIsFalse" => &mut self.can_block_is_false,
            "CanBlockIsTrue" => &mut self.can_block_is_true,
            "non-deterministic" => &mut self.non_deterministic,
            // How the file was made does not matter.
            "generated" => return Ok(()),
            _ => return Err(format!("unknown flag '{name}'")),
        };
        *flag = true;
        Ok(())
    }

    fn exclusive(&self) -> Result<(), String> {
        for (one, other) in [
            (
                (self.only_strict, "onlyStrict"),
                (self.no_strict, "noStrict"),
            ),
            ((self.only_strict, "onlyStrict"), (self.raw, "raw")),
            ((self.module, "module"), (self.no_strict, "noStrict")),
            ((self.raw, "raw"), (self.is_async, "async")),
            (
                (self.can_block_is_false, "CanBlockIsFalse"),
                (self.can_block_is_true, "CanBlockIsTrue"),
            ),
        ] {
            if one.0 && other.0 {
                return Err(format!(
                    "flags {} and {} exclude each other",
                    one.1, other.1
                ));
            }
        }
        Ok(())
    }
}

/// The keys that determine how a test is run.
const DECIDING: [&str; 5] = ["flags", "negative", "includes", "features", "locale"];

impl Metadata {
    /// Reads the front matter of a test's text.
    ///
    /// # Errors
    ///
    /// A description of the problem.
    pub fn read(text: &str) -> Result<Self, String> {
        let yaml = block(text)?;
        check_depth(&yaml)?;
        let documents = Yaml::load_from_str(&yaml).map_err(|error| format!("{error}"))?;
        let document = match &documents[..] {
            [] => return Ok(Self::default()),
            [document] => document,
            _ => return Err("is more than one YAML document ('---' or '...')".into()),
        };
        if document.is_null() {
            return Ok(Self::default());
        }
        let Some(mapping) = document.as_mapping() else {
            return Err("is not a YAML mapping (key: value)".into());
        };
        for key in mapping.keys().filter_map(scalar) {
            misspelt(&key)?;
        }
        let string = |key| document.as_mapping_get(key).and_then(scalar);
        let mut metadata = Self {
            esid: string("esid"),
            description: string("description"),
            info: string("info"),
            includes: list(document, "includes")?,
            features: list(document, "features")?,
            locale: list(document, "locale")?,
            ..Self::default()
        };
        for flag in list(document, "flags")? {
            metadata.flags.set(&flag)?;
        }
        if let Some(negative) = document.as_mapping_get("negative") {
            if !negative.is_mapping() {
                return Err("negative without a phase".into());
            }
            let string = |key| negative.as_mapping_get(key).and_then(scalar);
            metadata.negative = Some(Negative::new(string("phase"), string("type"))?);
        }
        metadata.checked()
    }

    /// Converts the front matter that `test262-harness` read from the same text.
    ///
    /// That crate ignores mistakes that change the test: a `negative` without a value, a misspelt key. So
    /// everything that determines how the test is run must be read in the same way here.
    ///
    /// # Errors
    ///
    /// If the front matter is well-formed but ambiguous or contradictory.
    pub(crate) fn from_description(description: Description, text: &str) -> Result<Self, String> {
        let ours = Self::read(text)?;
        let theirs = Self::of(description)?;
        let decides = |m: &Self| {
            let lists = (m.includes.clone(), m.features.clone(), m.locale.clone());
            (m.negative.clone(), m.flags.clone(), lists)
        };
        if decides(&ours) == decides(&theirs) {
            Ok(theirs)
        } else {
            Err(
                "can be read in two ways; write lists as [a, b] and indent what belongs together"
                    .into(),
            )
        }
    }

    fn of(description: Description) -> Result<Self, String> {
        let mut flags = Flags::default();
        for flag in description.flags {
            flags.set(flag_name(flag))?;
        }
        let negative = description.negative.map(|negative| {
            use test262_harness::Phase;
            let phase = match negative.phase {
                Phase::Parse => "parse",
                Phase::Early => "early",
                Phase::Resolution => "resolution",
                Phase::Runtime => "runtime",
            };
            Negative::new(Some(phase.into()), negative.kind)
        });
        Self {
            esid: description.esid,
            description: description.description,
            info: description.info,
            negative: negative.transpose()?,
            includes: description.includes,
            features: description.features,
            locale: description.locale,
            flags,
        }
        .checked()
    }

    fn checked(self) -> Result<Self, String> {
        self.flags.exclusive()?;
        if self.flags.raw && !self.includes.is_empty() {
            return Err("a raw test cannot have includes".into());
        }
        Ok(self)
    }
}

impl Negative {
    fn new(phase: Option<String>, error: Option<String>) -> Result<Self, String> {
        let phase = match phase.as_deref() {
            // `early` is the older name.
            Some("parse" | "early") => Phase::Parse,
            Some("resolution") => Phase::Resolution,
            Some("runtime") => Phase::Runtime,
            Some(other) => return Err(format!("unknown phase '{other}' in negative")),
            None => return Err("negative without a phase".into()),
        };
        let error = error.filter(|name| !name.is_empty());
        let error = error.ok_or("negative without a type")?;
        Ok(Self { phase, error })
    }
}

impl std::fmt::Display for Phase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Parse => "parse",
            Self::Resolution => "resolution",
            Self::Runtime => "runtime",
        })
    }
}

const fn flag_name(flag: Flag) -> &'static str {
    match flag {
        Flag::OnlyStrict => "onlyStrict",
        Flag::NoStrict => "noStrict",
        Flag::Module => "module",
        Flag::Raw => "raw",
        Flag::Async => "async",
        Flag::Generated => "generated",
        Flag::CanBlockIsFalse => "CanBlockIsFalse",
        Flag::CanBlockIsTrue => "CanBlockIsTrue",
        Flag::NonDeterministic => "non-deterministic",
    }
}

/// Refuses a key that looks like a misspelt key of [`DECIDING`].
fn misspelt(key: &str) -> Result<(), String> {
    let singular = |name: &str| name.trim_end_matches('s').to_lowercase();
    match DECIDING.iter().find(|name| singular(name) == singular(key)) {
        Some(name) if *name != key => Err(format!("has a key '{key}'; is '{name}' meant?")),
        _ => Ok(()),
    }
}

/// The text between `/*---` and the first `---*/` after it.
fn block(text: &str) -> Result<String, String> {
    let start = text.find("/*---").ok_or("has no '/*---'")? + "/*---".len();
    let length = text[start..]
        .find("---*/")
        .ok_or("has no closing '---*/'")?;
    // Some files end their lines with CR alone.
    Ok(text[start..start + length]
        .replace("\r\n", "\n")
        .replace('\r', "\n"))
}

/// How many lists and mappings may be in each other.
const DEEPEST: usize = 100;

/// Refuses what nests so deeply that the native stack would not suffice to read it: a reader calls itself for each level. The
/// events of the parser are read without that.
fn check_depth(yaml: &str) -> Result<(), String> {
    let mut depth = 0_usize;
    for event in Parser::new_from_str(yaml) {
        match event {
            Ok((Event::SequenceStart(..) | Event::MappingStart(..), _)) => depth += 1,
            Ok((Event::SequenceEnd | Event::MappingEnd, _)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            // The reader says what is wrong.
            Err(_) => return Ok(()),
        }
        if depth > DEEPEST {
            return Err(format!(
                "has more than {DEEPEST} lists and mappings in each other"
            ));
        }
    }
    Ok(())
}

fn scalar(value: &Yaml<'_>) -> Option<String> {
    if let Some(text) = value.as_str() {
        return Some(text.to_owned());
    }
    value
        .as_integer()
        .map(|number| number.to_string())
        .or_else(|| value.as_floating_point().map(|number| number.to_string()))
        .or_else(|| value.as_bool().map(|truth| truth.to_string()))
}

/// Reads a list of names. A single name counts as a list of one.
fn list(document: &Yaml<'_>, key: &str) -> Result<Vec<String>, String> {
    let Some(value) = document.as_mapping_get(key) else {
        return Ok(Vec::new());
    };
    if let Some(one) = scalar(value) {
        return Ok(vec![one]);
    }
    if value.is_null() {
        return Ok(Vec::new());
    }
    value
        .as_vec()
        .and_then(|items| items.iter().map(scalar).collect())
        .ok_or_else(|| format!("'{key}' is not a list of names"))
}

#[cfg(test)]
mod tests;
