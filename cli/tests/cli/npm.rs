//! Packages of npm for tests: those that a lock file names, in `target`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Installs what the lock file in a directory of the repository names into `target`, unless it is there, and returns the
/// directory below `target`.
pub(crate) fn install(of: &Path, name: &str) -> Result<PathBuf, String> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let lock = fs::read(of.join("package-lock.json")).expect("a lock file");
    if fs::read(directory.join("installed")).is_ok_and(|installed| installed == lock) {
        return Ok(directory);
    }
    fs::create_dir_all(&directory).expect("a directory");
    for file in ["package.json", "package-lock.json"] {
        fs::copy(of.join(file), directory.join(file)).expect("a copy");
    }
    // Scripts of packages would fetch a browser and compile a module; nothing here needs either.
    let npm = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .env("PUPPETEER_SKIP_DOWNLOAD", "1")
        .current_dir(&directory)
        .output();
    match npm {
        Ok(output) if output.status.success() => {}
        Ok(output) => {
            return Err(format!(
                "npm could not install what {} names; it needs its registry once:\n{}",
                of.join("package-lock.json").display(),
                String::from_utf8_lossy(&output.stderr)
            ));
        }
        Err(error) => {
            return Err(format!(
                "npm cannot be started ({error}); install Node.js 20 or newer with npm"
            ));
        }
    }
    fs::write(directory.join("installed"), lock).expect("a file");
    Ok(directory)
}
