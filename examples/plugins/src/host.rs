//! The host: its plug-ins by name.

use std::{
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use crate::{
    error::PluginError,
    identity::{Identity, Message, Shared},
    plugin::{Plugin, Unloaded},
};

/// A host of plug-ins. It belongs to one thread, on which all of them run, each in a runtime of its own.
pub struct PluginHost {
    plugins: BTreeMap<String, Plugin>,
    shared: Arc<Shared>,
    /// Where the native resources of all plug-ins are closed.
    cleanup: tokio::runtime::Runtime,
}

impl PluginHost {
    /// Makes a host without plug-ins.
    ///
    /// # Errors
    ///
    /// If the operating system refuses the thread for cleanup.
    pub fn new() -> std::io::Result<Self> {
        Ok(Self {
            plugins: BTreeMap::new(),
            shared: Arc::default(),
            cleanup: tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .thread_name("cleanup")
                .enable_all()
                .build()?,
        })
    }

    /// Loads every `*.mjs` in a directory. One that cannot be loaded does not keep the others from it; its error is in the
    /// result.
    ///
    /// # Errors
    ///
    /// If the directory cannot be read.
    pub fn load_directory(&mut self, directory: &Path) -> Result<Vec<PluginError>, PluginError> {
        let failed = |error| PluginError::Directory {
            path: directory.to_owned(),
            error,
        };
        let mut paths = Vec::<PathBuf>::new();
        for entry in fs::read_dir(directory).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|extension| extension == "mjs") {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths
            .iter()
            .filter_map(|path| self.load(path).err())
            .collect())
    }

    /// Loads a plug-in and calls its `activate`, and returns its name: that of its file. One that fails is unloaded at once.
    ///
    /// # Errors
    ///
    /// A [`PluginError`] that says what the plug-in did.
    pub fn load(&mut self, path: &Path) -> Result<String, PluginError> {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if self.plugins.contains_key(&name) {
            return Err(PluginError::Loaded(name));
        }
        let identity = Arc::new(Identity {
            name: name.clone(),
            shared: self.shared.clone(),
        });
        let mut plugin = Plugin::new(identity, self.cleanup.handle().clone())?;
        match plugin.activate(path) {
            Ok(()) => {
                self.plugins.insert(name.clone(), plugin);
                Ok(name)
            }
            Err(error) => {
                // What it has begun ends with it. The error that matters is the first one.
                let _ = plugin.unload(false);
                Err(error)
            }
        }
    }

    /// Unloads a plug-in: calls its `deactivate`, closes its native resources, and frees its runtime with everything in it,
    /// whatever `deactivate` does. When this returns, nothing of it is left.
    ///
    /// Costs a garbage collection of this thread.
    ///
    /// # Errors
    ///
    /// If there is no such plug-in, or no thread to wait in.
    pub fn unload(&mut self, name: &str) -> Result<Unloaded, PluginError> {
        let plugin = self.plugins.remove(name);
        let plugin = plugin.ok_or_else(|| PluginError::Unknown(name.to_owned()))?;
        plugin.unload(true)
    }

    /// Calls the handlers for `topic` of all plug-ins.
    pub fn send(&mut self, topic: &str, text: &str) {
        self.deliver(&Message {
            from: "host".to_owned(),
            topic: topic.to_owned(),
            text: text.to_owned(),
        });
    }

    /// Delivers what plug-ins have sent, and lets each plug-in run for at most `budget`. One that never comes to rest takes
    /// its own time, and no other's.
    ///
    /// # Errors
    ///
    /// If there is no thread to wait in.
    pub fn pump(&mut self, budget: Duration) -> Result<(), boa_async_context::Error> {
        for message in self.shared.take_messages() {
            self.deliver(&message);
        }
        for plugin in self.plugins.values_mut() {
            plugin.turn(budget)?;
        }
        Ok(())
    }

    fn deliver(&mut self, message: &Message) {
        let others = self
            .plugins
            .iter_mut()
            .filter(|(name, _)| **name != message.from);
        for (_, plugin) in others {
            plugin.receive(message);
        }
    }

    /// The names of the plug-ins that are loaded.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.plugins.keys().map(String::as_str)
    }

    /// What the host knows of a plug-in.
    #[must_use]
    pub fn identity(&self, name: &str) -> Option<&Arc<Identity>> {
        self.plugins.get(name).map(Plugin::identity)
    }

    /// The errors of a plug-in that nothing has caught, since the last call.
    #[must_use]
    pub fn take_errors(&mut self, name: &str) -> Vec<String> {
        self.plugins
            .get_mut(name)
            .map(Plugin::take_errors)
            .unwrap_or_default()
    }

    /// What plug-ins have logged since the last call: the name, and the text.
    #[must_use]
    pub fn take_log(&self) -> Vec<(String, String)> {
        self.shared.take_log()
    }

    /// How many leases are taken and not given back.
    #[must_use]
    pub fn open_leases(&self) -> usize {
        self.shared.open_leases()
    }
}

impl fmt::Debug for PluginHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PluginHost")
            .field("plugins", &self.plugins.keys())
            .finish_non_exhaustive()
    }
}
