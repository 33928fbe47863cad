//! The places of a program that captures come from: captures of one kind with one location.

use std::{collections::HashMap, fmt};

use super::graph::NodeId;
use crate::census::{CaptureKind, CaptureLocation};

/// An index into [`Sites::all`].
pub(super) type SiteId = usize;

/// Captures of one kind that were made at one place.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) kind: CaptureKind,
    pub(super) location: Option<CaptureLocation>,
    /// The node of each capture.
    pub(super) captures: Vec<NodeId>,
    pub(super) node: NodeId,
}

impl fmt::Display for Site {
    /// For example `timer at app.mjs:14:3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        match &self.location {
            Some(location) => write!(f, " at {location}"),
            None => Ok(()),
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Sites {
    all: Vec<Site>,
    ids: HashMap<(CaptureKind, Option<CaptureLocation>), SiteId>,
}

impl Sites {
    /// The place that captures of `kind` with this location belong to.
    pub(super) fn id(&mut self, kind: CaptureKind, location: Option<&CaptureLocation>) -> SiteId {
        *self
            .ids
            .entry((kind, location.cloned()))
            .or_insert_with(|| {
                self.all.push(Site {
                    kind,
                    location: location.cloned(),
                    captures: Vec::new(),
                    node: 0,
                });
                self.all.len() - 1
            })
    }

    pub(super) fn get(&self, id: SiteId) -> &Site {
        &self.all[id]
    }

    pub(super) fn get_mut(&mut self, id: SiteId) -> &mut Site {
        &mut self.all[id]
    }

    pub(super) fn all(&self) -> &[Site] {
        &self.all
    }
}
