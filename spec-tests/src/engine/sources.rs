//! The texts that the tests share.

use std::{collections::HashMap, sync::Arc};

use super::blueprint::Blueprint;
use crate::{
    files::read_text,
    protocol::{Request, Setup},
};

/// The texts that many tests share, read once.
#[derive(Debug)]
pub struct Sources {
    setup: Setup,
    prelude: Option<Arc<str>>,
    harness: HashMap<String, Arc<str>>,
}

impl Sources {
    /// Makes the cache for a worker.
    ///
    /// # Errors
    ///
    /// If the prelude cannot be read.
    pub fn new(setup: Setup) -> Result<Self, String> {
        let prelude = match &setup.prelude {
            Some(file) => {
                let text = read_text(file);
                let problem = |problem| format!("{} {problem}", file.display());
                Some(text.map_err(problem)?.into())
            }
            None => None,
        };
        Ok(Self {
            setup,
            prelude,
            harness: HashMap::new(),
        })
    }

    /// The harness files that a run evaluates first, with their names.
    ///
    /// # Errors
    ///
    /// If one of them cannot be read.
    pub fn includes(&mut self, request: &Request) -> Result<Vec<(String, Arc<str>)>, String> {
        if request.raw {
            return Ok(Vec::new());
        }
        let usual = ["assert.js", "sta.js"].into_iter();
        let done = request.is_async.then_some("doneprintHandle.js");
        let includes = request.includes.iter().map(String::as_str);
        let mut files: Vec<(String, Arc<str>)> = Vec::new();
        for name in usual.chain(done).chain(includes) {
            if files.iter().all(|(known, _)| known != name) {
                files.push((name.to_owned(), self.include(name)?));
            }
        }
        Ok(files)
    }

    fn include(&mut self, name: &str) -> Result<Arc<str>, String> {
        if let Some(text) = self.harness.get(name) {
            return Ok(text.clone());
        }
        let file = self.setup.harness.join(name);
        let text: Arc<str> = read_text(&file)
            .map_err(|problem| format!("the harness file {name} {problem}"))?
            .into();
        self.harness.insert(name.to_owned(), text.clone());
        Ok(text)
    }

    /// The ingredients of an engine.
    pub fn blueprint(&self) -> Blueprint {
        Blueprint {
            async_context: self.setup.async_context,
            embedding: self.setup.embedding,
            prelude: self.prelude.clone(),
        }
    }
}
