//! The scripts that run a file in a worker: wptserve makes such, too, for every `.any.js` file.

use std::path::{Path, PathBuf};

use crate::meta::{Kind, Meta};

/// How the name of a file that runs everywhere ends.
const ANY: &str = ".any.js";

/// How the name of the script of a worker ends that runs such a file.
const fn ending(kind: Kind) -> &'static str {
    match kind {
        Kind::Classic => ".any.worker.js",
        Kind::Module => ".any.worker-module.js",
    }
}

/// How the name of a file ends that is itself the script of a worker.
const WORKER: &str = ".worker.js";

/// Whether a file is itself the script of a worker.
pub(crate) fn is_worker(file: &Path) -> bool {
    name_of(file).ends_with(WORKER)
}

/// Whether there are scripts that run a file in workers.
pub(crate) fn is_any(file: &Path) -> bool {
    name_of(file).ends_with(ANY)
}

/// The name of the script that runs a file in a worker.
pub(crate) fn script_of(file: &Path, kind: Kind) -> String {
    let name = name_of(file);
    match name.strip_suffix(ANY) {
        Some(stem) => format!("{stem}{}", ending(kind)),
        None => name,
    }
}

/// The file that a script with this path runs, and the kind of its worker.
pub(crate) fn file_of(script: &Path) -> Option<(PathBuf, Kind)> {
    let name = name_of(script);
    [Kind::Classic, Kind::Module].into_iter().find_map(|kind| {
        let stem = name.strip_suffix(ending(kind))?;
        Some((script.with_file_name(format!("{stem}{ANY}")), kind))
    })
}

/// The text of a script that runs a file, whose name and comments are these.
pub(crate) fn text(file: &Path, meta: &Meta, kind: Kind) -> String {
    let file = name_of(file);
    let relative = format!("./{file}");
    let scripts = ["/resources/testharness.js"]
        .into_iter()
        .chain(meta.scripts.iter().map(String::as_str))
        .chain([relative.as_str()]);
    let run = |script: &str| match kind {
        Kind::Classic => format!("importScripts({});\n", quoted(script)),
        // A module has no bare names: `a.js` is a file beside this one.
        Kind::Module if script.starts_with(['/', '.']) => format!("import {};\n", quoted(script)),
        Kind::Module => format!("import {};\n", quoted(&format!("./{script}"))),
    };
    let title = meta.title.as_deref();
    let title = title.map(|title| {
        let text = format!("self.META_TITLE = {};\n", quoted(title));
        match kind {
            Kind::Classic => text,
            // Before the other imports run.
            Kind::Module => format!("import \"data:text/javascript,{}\";\n", encoded(&text)),
        }
    });
    let lines: Vec<_> = title.into_iter().chain(scripts.map(run)).collect();
    lines.concat() + "done();\n"
}

fn name_of(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// A text with everything but letters and digits percent-encoded.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// A text as a literal of JavaScript.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{file_of, script_of, text};
    use crate::meta::{Kind, Meta};

    #[test]
    fn the_script_of_a_file_leads_back_to_the_file() {
        let file = Path::new("/a/b.https.any.js");
        for kind in [Kind::Classic, Kind::Module] {
            let script = Path::new("/a").join(script_of(file, kind));
            assert_eq!(file_of(&script), Some((file.to_owned(), kind)));
        }
        assert_eq!(
            script_of(Path::new("/a/b.worker.js"), Kind::Classic),
            "b.worker.js"
        );
        assert_eq!(file_of(Path::new("/a/b.worker.js")), None);
    }

    #[test]
    fn it_loads_the_harness_the_scripts_and_the_file() {
        let meta =
            Meta::parse("// META: title=a \"b\"\n// META: script=/c.js\n// META: script=d.js\n");
        let file = Path::new("/x/e.any.js");
        assert_eq!(
            text(file, &meta, Kind::Classic),
            "self.META_TITLE = \"a \\\"b\\\"\";\nimportScripts(\"/resources/testharness.js\");\n\
             importScripts(\"/c.js\");\nimportScripts(\"d.js\");\nimportScripts(\"./e.any.js\");\ndone();\n"
        );
        assert!(
            text(file, &meta, Kind::Module)
                .contains("import \"./d.js\";\nimport \"./e.any.js\";\n")
        );
    }
}
