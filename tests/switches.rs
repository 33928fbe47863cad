//! `Agent::on_switch`: each switch of the mapping is told, in pairs, and an observer can break nothing.

use std::{
    cell::{Cell, RefCell},
    panic::{AssertUnwindSafe, catch_unwind},
};

use boa_async_context::{
    Agent, HostVariable, JsHostVariable, Mapping, Runtime, Storage, SwitchKind, Switches,
};
use boa_engine::{Context, JsResult, JsValue, NativeFunction, js_string};

thread_local! {
    /// The mappings of the open scopes that were told, the current one last.
    static OPEN: RefCell<Vec<(Mapping, Mapping)>> = const { RefCell::new(Vec::new()) };
    static COUNTS: Cell<[usize; 3]> = const { Cell::new([0; 3]) };
    static MISTAKES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn same(a: &Mapping, b: &Mapping) -> bool {
    a.is_empty() == b.is_empty() && entries(a) == entries(b)
}

fn entries(mapping: &Mapping) -> Vec<String> {
    let entries = mapping.debug_entries();
    let text = entries
        .iter()
        .map(|(name, value)| format!("{}={}", name.to_std_string_lossy(), value.display()));
    text.collect()
}

fn mistake(text: String) {
    MISTAKES.with_borrow_mut(|mistakes| mistakes.push(text));
}

/// Follows the mapping of `agent` by what an observer is told.
fn follow(agent: &Agent) {
    agent.on_switch(Switches::All, |switch| {
        let (left, entered) = (switch.left().clone(), switch.entered().clone());
        let mut counts = COUNTS.get();
        OPEN.with_borrow_mut(|open| match switch.kind() {
            SwitchKind::Enter => {
                counts[0] += 1;
                open.push((left, entered));
            }
            SwitchKind::Replace => {
                counts[1] += 1;
                match open.last_mut() {
                    Some((_, current)) if same(current, &left) => *current = entered,
                    _ => mistake("a replaced mapping was not current".to_owned()),
                }
            }
            SwitchKind::Leave => {
                counts[2] += 1;
                match open.pop() {
                    Some((outer, current)) if same(&current, &left) && same(&outer, &entered) => {}
                    other => mistake(format!("left {other:?}")),
                }
            }
            _ => mistake("an unknown kind".to_owned()),
        });
        COUNTS.set(counts);
    });
}

fn followed() -> Mapping {
    OPEN.with_borrow(|open| {
        open.last()
            .map(|(_, current)| current.clone())
            .unwrap_or_default()
    })
}

/// `check()` compares what was told with the agent's own mapping.
fn define_check(context: &mut Context) -> JsResult<()> {
    let check = NativeFunction::from_fn_ptr(|_, _, context| {
        let current = Agent::of(context).expect("installed").snapshot();
        if !same(&current, &followed()) {
            let (current, followed) = (entries(&current), entries(&followed()));
            mistake(format!("{current:?} is current, {followed:?} was told"));
        }
        Ok(JsValue::undefined())
    });
    context.register_global_callable(js_string!("check"), 0, check)
}

/// All ways in which the language switches mappings.
const PROGRAM: &str = "
    const a = new AsyncContext.Variable({ name: 'a' });
    const b = new AsyncContext.Variable({ name: 'b' });
    const empty = new AsyncContext.Snapshot();
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    function* counts() { check(); yield 1; check(); yield 2; check(); }
    async function* slowly() { check(); await null; check(); yield 1; check(); }
    const body = async (n) => {
        check();
        const captured = new AsyncContext.Snapshot();
        const wrapped = AsyncContext.Snapshot.wrap(() => check());
        const generator = a.run(n + '!', counts);
        generator.next(); check();
        b.run(n, () => { check(); generator.next(); check(); wrapped(); check(); empty.run(check); check(); });
        await null; check();
        await sleep(1); check();
        await { then(resolve) { check(); resolve(); } }; check();
        for await (const x of b.run('s', slowly)) check();
        queueMicrotask(check);
        setTimeout(() => { check(); captured.run(() => { check(); }); check(); });
        let ticks = 0;
        const interval = setInterval(() => { check(); if (++ticks === 3) clearInterval(interval); });
        try { a.run('x', () => { check(); throw 1; }); } catch { check(); }
        await Promise.allSettled([a.run('y', async () => { await null; check(); throw 2; })]); check();
        await import('data:text/javascript,').catch(check); check();
        return Promise.resolve().then().then(check).finally(check);
    };
    for (let n = 0; n < 20; n++) a.run(n, body, n).then(check);
    check();
";

#[test]
fn every_switch_is_told_in_pairs() {
    for storage in [Storage::Weak, Storage::Strong] {
        let mut runtime = Runtime::builder().storage(storage).build().expect("builds");
        follow(runtime.agent().expect("installed"));
        define_check(&mut runtime.context_mut()).expect("defined");
        runtime.eval(PROGRAM).expect("a program");
        runtime.run_until_idle_blocking().expect("a thread");
        assert_eq!(MISTAKES.take(), Vec::<String>::new());
        assert!(OPEN.with_borrow(Vec::is_empty), "all scopes were left");
        assert_eq!(runtime.event_loop().failures(), 0);
        let [entered, replaced, left] = COUNTS.take();
        assert_eq!(entered, left);
        assert!(entered > 800, "{entered} scopes");
        assert!(replaced > 10, "{replaced} replaced");
    }
}

thread_local! {
    static TOLD: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Notes the kinds of the switches, and the value of `variable` in the mapping that is entered.
fn note(agent: &Agent, which: Switches, variable: &HostVariable<u32>) {
    let variable = variable.clone();
    agent.on_switch(which, move |switch| {
        let value = variable.get_in_mapping(switch.entered());
        let value = value.map_or("-".to_owned(), |value| value.to_string());
        TOLD.with_borrow_mut(|told| told.push(format!("{:?} {value}", switch.kind())));
    });
}

#[test]
fn only_switches_of_host_values_are_told_if_only_those_are_wanted() {
    let agent = Agent::new(Storage::Weak);
    let (variable, of_js) = (HostVariable::new(), JsHostVariable::new());
    note(&agent, Switches::HostValues, &variable);
    of_js.run(&agent, 1.into(), || {
        variable.run(&agent, 7, || {
            let captured = of_js.run(&agent, 2.into(), || agent.snapshot());
            // The same host values.
            agent.run_in(captured, || ());
            agent.run_in(Mapping::empty(), || variable.run(&agent, 8, || ()));
        });
    });
    let expected = [
        "Enter 7", "Enter -", "Enter 8", "Leave -", "Leave 7", "Leave -",
    ];
    assert_eq!(TOLD.take(), expected);
}

#[test]
fn a_scope_in_which_nothing_changes_is_not_told() {
    let agent = Agent::new(Storage::Weak);
    let variable = HostVariable::new();
    note(&agent, Switches::All, &variable);
    agent.run_in(Mapping::empty(), || ());
    variable.run(&agent, 1, || agent.run_in(agent.snapshot(), || ()));
    assert_eq!(TOLD.take(), ["Enter 1", "Leave -"]);
}

#[test]
fn switches_inside_an_observer_are_not_told_and_break_nothing() {
    let agent = Agent::new(Storage::Weak);
    let (variable, other) = (HostVariable::new(), HostVariable::new());
    note(&agent, Switches::All, &variable);
    thread_local! {
        static AGENT: RefCell<Option<Agent>> = const { RefCell::new(None) };
    }
    AGENT.set(Some(agent.clone()));
    let inner = other.clone();
    agent.on_switch(Switches::All, move |_| {
        let agent = AGENT.with_borrow(Clone::clone).expect("it is set");
        inner.run(&agent, 5, || {
            assert_eq!(inner.get(&agent).as_deref(), Some(&5))
        });
    });
    variable.run(&agent, 1, || {
        variable.run(&agent, 2, || {
            assert_eq!(variable.get(&agent).as_deref(), Some(&2))
        });
        assert_eq!(variable.get(&agent).as_deref(), Some(&1));
    });
    assert!(agent.is_empty());
    assert_eq!(TOLD.take(), ["Enter 1", "Enter 2", "Leave 1", "Leave -"]);
    AGENT.set(None);
}

#[test]
fn an_observer_that_panics_leaves_the_right_mapping_and_is_not_called_again() {
    thread_local! {
        static CALLS: Cell<usize> = const { Cell::new(0) };
    }
    for (panics_at, calls) in [(SwitchKind::Enter, 2), (SwitchKind::Leave, 3)] {
        for body_panics in [false, true] {
            let agent = Agent::new(Storage::Weak);
            let variable = HostVariable::new();
            CALLS.set(0);
            let read = variable.clone();
            agent.on_switch(Switches::HostValues, move |switch| {
                CALLS.set(CALLS.get() + 1);
                let inner =
                    [switch.left(), switch.entered()].map(|mapping| read.get_in_mapping(mapping));
                let is_inner = inner.iter().flatten().any(|value| **value == 2);
                assert!(
                    !is_inner || switch.kind() != panics_at,
                    "an observer panics"
                );
            });
            note(&agent, Switches::HostValues, &variable);
            variable.run(&agent, 1, || {
                let inner = || variable.run(&agent, 2, || assert!(!body_panics, "the body panics"));
                // A second panic while the first unwinds would end the process.
                assert!(catch_unwind(AssertUnwindSafe(inner)).is_err());
                assert_eq!(
                    variable.get(&agent).as_deref(),
                    Some(&1),
                    "at {panics_at:?}"
                );
            });
            assert!(agent.is_empty());
            assert_eq!(CALLS.get(), calls, "at {panics_at:?}");
            // The others are told all the same.
            assert_eq!(TOLD.take(), ["Enter 1", "Enter 2", "Leave 1", "Leave -"]);
        }
    }
}
