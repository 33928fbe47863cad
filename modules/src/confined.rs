//! The files that programs may see: those below some folders, also through links.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use oxc_resolver::{FileMetadata, FileSystem, FileSystemOs, ResolveError};

/// The folders whose files programs may see.
#[derive(Debug, Clone)]
pub(crate) enum Roots {
    /// All there are.
    All,
    /// These, by their paths through links.
    Below(Arc<[PathBuf]>),
}

impl Roots {
    /// Whether a path without links is a file that programs may see.
    pub(crate) fn holds(&self, real: &Path) -> bool {
        match self {
            Self::All => true,
            Self::Below(roots) => roots.iter().any(|root| real.starts_with(root)),
        }
    }

    /// Whether a path is on the way to one of the folders.
    fn is_above(&self, path: &Path) -> bool {
        match self {
            Self::All => false,
            Self::Below(roots) => roots.iter().any(|root| root.starts_with(path)),
        }
    }

    /// The real path of a file that programs may see.
    ///
    /// # Errors
    ///
    /// `NotFound` for any other, so that a program does not learn whether it exists.
    pub(crate) fn real(&self, path: &Path) -> io::Result<PathBuf> {
        let real = fs::canonicalize(path)?;
        if self.holds(&real) {
            Ok(real)
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    /// The folders, for a message.
    pub(crate) fn names(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Below(roots) => {
                let names: Vec<_> = roots
                    .iter()
                    .map(|root| root.display().to_string())
                    .collect();
                names.join(", ")
            }
        }
    }
}

/// The file system as a resolver sees it: what is outside of the roots does not exist.
pub(crate) struct Confined {
    roots: Roots,
    inner: FileSystemOs,
}

impl Confined {
    pub(crate) fn to(roots: Roots) -> Self {
        Self {
            roots,
            inner: FileSystemOs::new(),
        }
    }

    fn check(&self, path: &Path) -> io::Result<()> {
        match self.roots {
            Roots::All => Ok(()),
            Roots::Below(_) => self.roots.real(path).map(drop),
        }
    }

    /// [`check`](Self::check) for a path whose last part is not followed if it is a link.
    fn check_link(&self, path: &Path) -> io::Result<()> {
        match path.parent() {
            Some(parent) => self.check(parent),
            None => self.check(path),
        }
    }
}

impl FileSystem for Confined {
    /// Sees nothing: a resolver is made with [`Confined::to`].
    fn new() -> Self {
        Self::to(Roots::Below(Arc::new([])))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.check(path)?;
        self.inner.read(path)
    }

    fn read_to_string(&self, path: &Path) -> io::Result<String> {
        self.check(path)?;
        self.inner.read_to_string(path)
    }

    fn metadata(&self, path: &Path) -> io::Result<FileMetadata> {
        self.check(path)?;
        self.inner.metadata(path)
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<FileMetadata> {
        // The way to a root has no links, because the root is a path without any.
        if self.roots.is_above(path) {
            return Ok(FileMetadata::new(false, true, false));
        }
        self.check_link(path)?;
        self.inner.symlink_metadata(path)
    }

    fn read_link(&self, path: &Path) -> Result<PathBuf, ResolveError> {
        self.check_link(path)?;
        self.inner.read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.roots.real(path)
    }
}
