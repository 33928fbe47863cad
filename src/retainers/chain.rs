//! One way from a capture to a value, in words.

use std::collections::HashMap;

use boa_engine::JsValue;

use super::{
    graph::{Graph, Label, NodeId, NodeKind},
    groups::{Example, Wanted},
    paths::Paths,
    phrases::made,
    sites::{SiteId, Sites},
    walk::{WalkedVariable, describe_variable},
};
use crate::inspect;

/// The most edges that are described at either end of a way.
const MOST_AT_AN_END: usize = 8;

/// What a way is described with.
pub(super) struct Describer<'a> {
    pub(super) graph: &'a Graph,
    pub(super) sites: &'a Sites,
    pub(super) site_of: &'a HashMap<NodeId, SiteId>,
    pub(super) variables: &'a [WalkedVariable],
    pub(super) values: &'a HashMap<NodeId, JsValue>,
}

impl Describer<'_> {
    /// The steps to the example of a group, and from there to what is wanted.
    pub(super) fn describe(&self, example: Example, paths: &Paths, wanted: &Wanted) -> Vec<String> {
        let (begin, mut way) = match example.capture {
            // The shortest way to this mapping may begin elsewhere.
            Some(capture) => {
                let to_mapping = self.graph.strong(capture).take(1);
                let way = to_mapping.map(|edge| (edge.label, edge.to)).collect();
                (capture, way)
            }
            None => paths.to(example.mapping),
        };
        let binding = |label: Label| matches!(label, Label::Binding(_));
        let edges = self.graph.edges(example.mapping).iter();
        way.extend(
            edges
                .filter(|edge| binding(edge.label) && edge.to == example.value)
                .take(1)
                .map(|edge| (edge.label, edge.to)),
        );
        way.extend(wanted.rest(example.value));
        let mut steps = vec![self.capture(begin)];
        // Properties that follow each other are one step.
        let mut properties = String::new();
        let left_out = way.len().saturating_sub(2 * MOST_AT_AN_END);
        for (place, (label, to)) in way.iter().enumerate() {
            let is_left_out =
                left_out > 1 && (MOST_AT_AN_END..MOST_AT_AN_END + left_out).contains(&place);
            if is_left_out {
                if place == MOST_AT_AN_END {
                    flush(&mut properties, &mut steps);
                    steps.push(format!("... {left_out} more steps ..."));
                }
                continue;
            }
            self.step(*label, *to, &mut properties, &mut steps);
        }
        if let (false, Some((_, last))) = (properties.is_empty(), way.last()) {
            let text = self.name(*last);
            flush(&mut properties, &mut steps);
            steps.push(text);
        }
        steps
    }

    fn step(&self, label: Label, to: NodeId, properties: &mut String, steps: &mut Vec<String>) {
        match label {
            Label::Binding(variable) => {
                let variable = &self.variables[variable as usize];
                let name = describe_variable(variable.name.as_ref(), variable.id);
                steps.push(format!("variable `{name}`"));
                steps.push(format!("value {}", self.value(to)));
            }
            _ => match self.graph.node(to).kind {
                NodeKind::Mapping => {
                    flush(properties, steps);
                    steps.push("mapping".to_owned());
                }
                NodeKind::Capture => {
                    flush(properties, steps);
                    steps.push(self.capture(to));
                }
                _ => properties.push_str(&self.graph.step(label)),
            },
        }
    }

    fn capture(&self, node: NodeId) -> String {
        let Some(site) = self.site_of.get(&node).map(|site| self.sites.get(*site)) else {
            return self.name(node);
        };
        match &site.location {
            Some(location) => format!("{} at {location}", made(site.kind).0),
            None => made(site.kind).0.to_owned(),
        }
    }

    fn value(&self, node: NodeId) -> String {
        match self.values.get(&node) {
            Some(value) => inspect::describe(value),
            None => self.name(node),
        }
    }

    fn name(&self, node: NodeId) -> String {
        self.graph
            .text(self.graph.node(node).name)
            .to_std_string_escaped()
    }
}

fn flush(properties: &mut String, steps: &mut Vec<String>) {
    if !properties.is_empty() {
        steps.push(std::mem::take(properties));
    }
}
