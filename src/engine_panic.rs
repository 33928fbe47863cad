//! Panics of the engine, caught where a host calls into a runtime.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    fmt,
    panic::{self, AssertUnwindSafe, Location, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    sync::Once,
};

use crate::census::CaptureLocation;

/// The directories of the engine's crates, in cargo's registry and in the engine's repository.
const CRATES: [&str; 10] = [
    "boa_ast-",
    "boa_engine-",
    "boa_gc-",
    "boa_interner-",
    "boa_macros-",
    "boa_parser-",
    "boa_runtime-",
    "boa_string-",
    "boa_wintertc-",
    "regress-",
];
const REPOSITORY: [&str; 2] = ["boa", "core"];

thread_local! {
    /// The place of the last panic of this thread, if it is in the engine.
    static PLACE: RefCell<Option<Place>> = const { RefCell::new(None) };
    /// Whether panics of this thread are expected.
    static TRYING: Cell<bool> = const { Cell::new(false) };
    /// The source text that the engine prepares on this thread.
    static PREPARED: RefCell<Option<Prepared>> = const { RefCell::new(None) };
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    file: String,
    line: u32,
    prepared: Option<Box<Prepared>>,
}

/// A source text that the engine makes ready to run. No frame of the VM tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Prepared {
    path: PathBuf,
    preparation: Preparation,
}

/// What the engine does with a source text before it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Preparation {
    Parsing,
    Compiling,
    /// Linking a module and what it imports, which compiles them.
    Linking,
}

impl fmt::Display for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.preparation {
            Preparation::Parsing => write!(f, "parsing {path}"),
            Preparation::Compiling => write!(f, "compiling {path}"),
            Preparation::Linking => write!(f, "linking {path} and what it imports"),
        }
    }
}

/// Whether the last panic of this thread was one of the engine.
pub(crate) fn has_panicked() -> bool {
    PLACE.with(|place| place.borrow().is_some())
}

/// Says of the last panic of this thread, which is being handled, that it came of preparing another text than was noted.
pub(crate) fn was_preparing(preparation: Preparation, path: &Path) {
    PLACE.with(|place| {
        if let Some(place) = &mut *place.borrow_mut() {
            place.prepared = Some(Box::new(Prepared {
                path: path.to_owned(),
                preparation,
            }));
        }
    });
}

/// Whether `f` lets the engine panic. No panic hook hears of it, and what is noted of the last panic stays.
pub(crate) fn panics(f: impl FnOnce()) -> bool {
    let before = TRYING.replace(true);
    let tried = catch_unwind(AssertUnwindSafe(f));
    TRYING.set(before);
    tried.is_err()
}

/// Lets `f` prepare the text at `path`: a panic of the engine in it names the text.
pub(crate) fn preparing<R>(
    preparation: Preparation,
    path: Option<&Path>,
    f: impl FnOnce() -> R,
) -> R {
    /// Puts back what was there, also when `f` unwinds: the hook has read it by then.
    struct Before(Option<Prepared>);
    impl Drop for Before {
        fn drop(&mut self) {
            let _ = PREPARED.try_with(|prepared| prepared.replace(self.0.take()));
        }
    }
    let prepared = path.map(|path| Prepared {
        path: path.to_owned(),
        preparation,
    });
    let _before = Before(PREPARED.with(|current| current.replace(prepared)));
    f()
}

/// A panic of the engine: a defect of it that a program has met.
///
/// The runtime that it happened in cannot be used any more; others go on, also on the same thread. `docs/boa.md` lists the
/// defects that are known, and which of them exact mode mends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnginePanic {
    message: String,
    place: Place,
    program: Option<CaptureLocation>,
}

impl EnginePanic {
    /// The innermost place in the program that led there, as far as the engine knows it: the place after a call that is running.
    #[must_use]
    pub const fn program(&self) -> Option<&CaptureLocation> {
        self.program.as_ref()
    }

    /// The same panic, with the place in the program.
    pub(crate) fn in_program(mut self, place: Option<CaptureLocation>) -> Self {
        self.program = self.program.or(place);
        self
    }

    /// What the engine was doing with a source text that it made ready to run, if it was:
    /// `linking /srv/app.mjs and what it imports`.
    #[must_use]
    pub fn preparation(&self) -> Option<String> {
        self.place.prepared.as_ref().map(ToString::to_string)
    }

    /// The message of the panic, such as `index out of bounds: the len is 2 but the index is 2`.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The file of the engine in which it happened, from the directory of its crate on.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.place.file
    }

    /// The line in that file, from 1.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.place.line
    }
}

impl fmt::Display for EnginePanic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a defect of the engine ended this runtime: {} at {}:{}",
            self.message, self.place.file, self.place.line
        )?;
        if let Some(prepared) = &self.place.prepared {
            write!(f, ", while it was {prepared}")?;
        }
        if let Some(program) = &self.program {
            write!(f, ", when the program was at {}", program.with_path())?;
        }
        f.write_str("; drop it, and see docs/boa.md for what is known")
    }
}

impl std::error::Error for EnginePanic {}

impl EnginePanic {
    /// The path of a source file of the engine, from the directory of its crate on; `None` if the file is not one of the
    /// engine's. For a panic hook, which has the [place](Location::file) of the panic.
    #[must_use]
    pub fn file_of_engine(file: &str) -> Option<String> {
        let path = Path::new(file);
        let parts: Vec<_> = path.iter().filter_map(|part| part.to_str()).collect();
        let of_crate = |part: &&str| CRATES.iter().any(|name| part.starts_with(name));
        let start = parts
            .iter()
            .position(of_crate)
            .or_else(|| parts.windows(2).position(|pair| pair == REPOSITORY))?;
        Some(parts.get(start..)?.join("/"))
    }
}

/// The place, if it is in the engine.
fn place_in_engine(location: &Location<'_>) -> Option<Place> {
    Some(Place {
        file: EnginePanic::file_of_engine(location.file())?,
        line: location.line(),
        prepared: PREPARED
            .try_with(|prepared| prepared.borrow().clone().map(Box::new))
            .ok()
            .flatten(),
    })
}

/// Lets panics of the engine be told from others from now on: once in a process, a hook is put before the panic hook that is there.
/// Without it, [`guard`] takes none for the engine's.
pub(crate) fn watch() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if TRYING.try_with(Cell::get).unwrap_or_default() {
                return;
            }
            let place = info.location().and_then(place_in_engine);
            // While the thread ends there is nothing left to note.
            let _ = PLACE.try_with(|last| *last.borrow_mut() = place);
            before(info);
        }));
    });
}

/// Runs `f`, and returns what it returns or a panic of the engine in it. Any other panic goes on.
pub(crate) fn guard<R>(f: impl FnOnce() -> R) -> Result<R, EnginePanic> {
    catch_unwind(AssertUnwindSafe(f)).map_err(|panic| {
        match PLACE.with(|last| last.borrow_mut().take()) {
            Some(place) => EnginePanic {
                message: message_of(&*panic),
                place,
                program: None,
            },
            None => resume_unwind(panic),
        }
    })
}

fn message_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_ours_goes_on() {
        watch();
        let caught = catch_unwind(|| guard(|| panic!("ours")));
        let message = caught.map_err(|panic| message_of(&*panic));
        assert_eq!(message.map(drop), Err("ours".to_owned()));
    }

    #[test]
    fn the_place_begins_at_the_crate() {
        let here = Location::caller();
        assert_eq!(place_in_engine(here), None, "{here}");
    }
}
