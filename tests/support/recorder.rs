//! A subscriber that records the tree of spans, each event with the span it was made in, and every mistake in their order.
#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fmt::{Debug, Write as _},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tracing::{
    Event, Id, Subscriber,
    field::{Field, Visit},
    span::Attributes,
};
use tracing_subscriber::{
    Layer, Registry,
    layer::{Context, SubscriberExt as _},
    registry::LookupSpan,
};

/// What is known of a span.
#[derive(Debug, Clone, Default)]
pub struct Recorded {
    pub name: &'static str,
    pub fields: BTreeMap<&'static str, String>,
    /// The number of its parent.
    pub parent: Option<usize>,
    /// The names of the spans that it follows from.
    pub follows: Vec<String>,
    pub entered: usize,
    pub exited: usize,
    pub closed: usize,
    /// Whether it was closed while it was entered.
    pub closed_inside: bool,
}

/// An event.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The number of its span.
    pub span: Option<usize>,
    pub target: String,
    pub level: tracing::Level,
    pub fields: BTreeMap<&'static str, String>,
}

impl Seen {
    pub fn message(&self) -> &str {
        self.fields.get("message").map_or("", String::as_str)
    }
}

#[derive(Default)]
struct State {
    spans: Vec<Recorded>,
    events: Vec<Seen>,
    mistakes: Vec<String>,
}

/// The recorder. Clones are the same one.
#[derive(Clone, Default)]
pub struct Recorder(Arc<Mutex<State>>);

/// The number of a span: ids are used again.
struct Number(usize);

thread_local! {
    /// The numbers of the spans that are entered on the thread.
    static STACK: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

impl Recorder {
    /// Makes a recorder the subscriber of the whole process.
    pub fn install() -> Self {
        let recorder = Self::default();
        let subscriber = Registry::default().with(recorder.clone());
        tracing::subscriber::set_global_default(subscriber).expect("the first one");
        recorder
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn spans(&self) -> Vec<Recorded> {
        self.state().spans.clone()
    }

    pub fn events(&self) -> Vec<Seen> {
        self.state().events.clone()
    }

    /// The events with this target.
    pub fn events_of(&self, target: &str) -> Vec<Seen> {
        let mut events = self.events();
        events.retain(|event| event.target == target);
        events
    }

    /// The first span with this name.
    pub fn span(&self, name: &str) -> Recorded {
        let spans = self.spans();
        let found = spans.into_iter().find(|span| span.name == name);
        found.unwrap_or_else(|| panic!("there is no span {name}"))
    }

    /// Spans that were entered or exited in another order than that of a stack, and spans that were closed twice, or inside.
    pub fn mistakes(&self) -> Vec<String> {
        let state = self.state();
        let mut mistakes = state.mistakes.clone();
        for (number, span) in state.spans.iter().enumerate() {
            let is_unbalanced = span.closed > 0 && span.entered != span.exited;
            if is_unbalanced || span.closed > 1 || span.closed_inside {
                mistakes.push(format!("{number}: {span:?}"));
            }
        }
        mistakes
    }

    /// A span and its ancestors, the span first.
    pub fn ancestry(&self, number: Option<usize>) -> Vec<Recorded> {
        let state = self.state();
        let mut spans = Vec::new();
        let mut next = number;
        while let Some(number) = next {
            let span = &state.spans[number];
            spans.push(span.clone());
            next = span.parent;
        }
        spans
    }

    /// The tree below the spans with this name, as text: the name and the fields of each span, sorted, and the messages of its
    /// events with a target in `targets`.
    pub fn tree(&self, root: &str, targets: &[&str]) -> String {
        let state = self.state();
        let mut text = String::new();
        for (number, span) in state.spans.iter().enumerate() {
            if span.name == root {
                write_tree(&state, number, targets, 0, &mut text);
            }
        }
        text
    }
}

fn write_tree(state: &State, number: usize, targets: &[&str], depth: usize, text: &mut String) {
    let span = &state.spans[number];
    let indent = "  ".repeat(depth);
    let fields: Vec<String> = span
        .fields
        .iter()
        .map(|(k, v)| format!("{k}={v}"))
        .collect();
    writeln!(text, "{indent}{} {}", span.name, fields.join(" ")).expect("a string");
    for event in &state.events {
        if event.span == Some(number) && targets.contains(&&*event.target) {
            writeln!(text, "{indent}  - {} {}", event.level, event.message()).expect("a string");
        }
    }
    for (child, span) in state.spans.iter().enumerate() {
        if span.parent == Some(number) {
            write_tree(state, child, targets, depth + 1, text);
        }
    }
}

#[derive(Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl<S> Layer<S> for Recorder
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let span = context.span(id).expect("it is new");
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let parent = span.parent().and_then(|parent| number_of(&parent));
        let mut state = self.state();
        span.extensions_mut().insert(Number(state.spans.len()));
        state.spans.push(Recorded {
            name: span.name(),
            fields: fields.0,
            parent,
            ..Recorded::default()
        });
    }

    fn on_follows_from(&self, span: &Id, follows: &Id, context: Context<'_, S>) {
        let name = context.span(follows).map_or("(closed)", |span| span.name());
        if let Some(number) = context.span(span).and_then(|span| number_of(&span)) {
            self.state().spans[number].follows.push(name.to_owned());
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let span = context.event_span(event).and_then(|span| number_of(&span));
        self.state().events.push(Seen {
            span,
            target: event.metadata().target().to_owned(),
            level: *event.metadata().level(),
            fields: fields.0,
        });
    }

    fn on_enter(&self, id: &Id, context: Context<'_, S>) {
        let Some(number) = context.span(id).and_then(|span| number_of(&span)) else {
            self.state()
                .mistakes
                .push(format!("{id:?} entered after its end"));
            return;
        };
        STACK.with_borrow_mut(|stack| stack.push(number));
        self.state().spans[number].entered += 1;
    }

    fn on_exit(&self, id: &Id, context: Context<'_, S>) {
        let Some(number) = context.span(id).and_then(|span| number_of(&span)) else {
            self.state()
                .mistakes
                .push(format!("{id:?} exited after its end"));
            return;
        };
        let last = STACK.with_borrow_mut(Vec::pop);
        let mut state = self.state();
        if last != Some(number) {
            let mistake = format!("{number} was exited, but {last:?} was the last to be entered");
            state.mistakes.push(mistake);
        }
        state.spans[number].exited += 1;
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        if let Some(number) = context.span(&id).and_then(|span| number_of(&span)) {
            let mut state = self.state();
            let span = &mut state.spans[number];
            span.closed += 1;
            span.closed_inside |= span.entered != span.exited;
        }
    }
}

fn number_of<'a, S: LookupSpan<'a>>(
    span: &tracing_subscriber::registry::SpanRef<'a, S>,
) -> Option<usize> {
    span.extensions().get::<Number>().map(|number| number.0)
}
