//! 200,000 interleaved operations over 300 variables, with collections in between, against a model
//! of the specification.
//!
//! A small interpreter in JS asks `next()` what to do and reports every value it reads; the model
//! chooses, keeps its own mappings, and compares.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use boa_async_context::{Runtime, Storage};
use boa_engine::{
    Context, JsArgs, JsValue, NativeFunction, js_string, native_function::NativeFunctionPointer,
};

const VARIABLES: usize = 300;
const SLOTS: usize = 40;
const OPERATIONS: usize = 200_000;

const INTERPRETER: &str = r#"
    const variables = Array.from({ length: 300 }, () => new AsyncContext.Variable());
    const snapshots = [], wrapped = [], generators = [];
    const marker = new Error("left by an exception");

    const guarded = (f) => { try { f(); } catch (e) { if (e !== marker) throw e; } };
    const task = (id) => { begin(id); guarded(step); };
    function* body(id) { for (;;) { begin(id); guarded(step); yield; } }

    function step() {
        for (;;) {
            const code = next(), op = code % 32, slot = Math.floor(code / 32) % 512,
                id = Math.floor(code / 32 / 512);
            switch (op) {
                case 0: return;
                case 1: throw marker;
                case 2: check(slot, variables[slot].get()?.n); break;
                case 3: guarded(() => variables[slot].run({ n: id }, step)); break;
                case 4: snapshots[slot] = new AsyncContext.Snapshot(); break;
                case 5: guarded(() => snapshots[slot].run(step)); break;
                case 6: wrapped[slot] = AsyncContext.Snapshot.wrap(() => task(id)); break;
                case 7: wrapped[slot](); break;
                case 8: Promise.resolve().then(() => task(id)); break;
                case 9: Promise.reject().catch(() => task(id)); break;
                case 10: (async () => { await null; task(id); })(); break;
                case 11: queueMicrotask(() => task(id)); break;
                case 12: setTimeout(() => task(id), slot % 3); break;
                case 13: generators[slot] = new AsyncContext.Snapshot().run(body, id); break;
                case 14: generators[slot].next(); break;
                case 15: variables[slot] = new AsyncContext.Variable(); break;
                case 16: gc(); break;
                case 17: Promise.resolve({ then(resolve) { task(id); resolve(); } }); break;
                case 18: new Promise((r) => setTimeout(r, 0)).finally(() => task(id)); break;
                default: throw new RangeError(`operation ${op}`);
            }
        }
    }
"#;

/// A mapping of the model: which variable (by number, not by slot) has which value.
type Mapping = Rc<BTreeMap<usize, usize>>;

/// One extent that the interpreter is in: until it leaves, this mapping is current.
struct Extent {
    mapping: Mapping,
    /// The generator whose body this is.
    generator: Option<usize>,
}

#[derive(Default)]
struct Model {
    extents: Vec<Extent>,
    /// The number of the variable in each slot.
    variables: Vec<usize>,
    numbers: usize,
    snapshots: BTreeMap<usize, Mapping>,
    /// What a deferred task captured, by its id.
    captured: BTreeMap<usize, Mapping>,
    wrapped: BTreeMap<usize, usize>,
    /// The id of the generator in each slot.
    generators: BTreeMap<usize, usize>,
    /// Whose body is to begin next.
    resuming: Option<usize>,
    operations: usize,
    checks: usize,
    random: u64,
}

impl Model {
    fn random(&mut self, below: usize) -> usize {
        // Xorshift: enough to mix operations, and the same on every machine.
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 11) as usize % below
    }

    fn current(&self) -> Mapping {
        let extent = self.extents.last();
        extent.map_or_else(Mapping::default, |extent| extent.mapping.clone())
    }

    fn enter(&mut self, mapping: Mapping) {
        let generator = self.resuming.take();
        self.extents.push(Extent { mapping, generator });
    }

    fn new_number(&mut self) -> usize {
        self.numbers += 1;
        self.numbers
    }

    /// A deferred task that captures the current mapping.
    fn capture(&mut self) -> usize {
        let id = self.new_number();
        self.captured.insert(id, self.current());
        id
    }

    fn is_running(&self, generator: usize) -> bool {
        let mut extents = self.extents.iter();
        extents.any(|extent| extent.generator == Some(generator))
    }

    /// Chooses the next operation and does its part of it.
    fn next(&mut self) -> (usize, usize, usize) {
        self.operations += 1;
        let deep = self.extents.len() > 12;
        if self.operations > OPERATIONS || self.random(if deep { 2 } else { 9 }) == 0 {
            self.extents.pop();
            // An extent that is left by an exception must restore as well.
            return (self.random(4) / 3, 0, 0);
        }
        let slot = self.random(SLOTS);
        match self.random(100) {
            0..20 => self.run(),
            20..26 => {
                self.snapshots.insert(slot, self.current());
                (4, slot, 0)
            }
            26..32 if self.snapshots.contains_key(&slot) => {
                self.enter(self.snapshots[&slot].clone());
                (5, slot, 0)
            }
            32..36 => {
                let id = self.capture();
                self.wrapped.insert(slot, id);
                (6, slot, id)
            }
            36..40 if self.wrapped.contains_key(&slot) => (7, slot, 0),
            40..52 => (8 + self.random(5), slot, self.capture()),
            52..55 => (17 + self.random(2), slot, self.capture()),
            55..58
                if !self
                    .generators
                    .get(&slot)
                    .is_some_and(|id| self.is_running(*id)) =>
            {
                let id = self.capture();
                self.generators.insert(slot, id);
                (13, slot, id)
            }
            58..64 => match self.generators.get(&slot) {
                Some(id) if !self.is_running(*id) => {
                    self.resuming = Some(*id);
                    (14, slot, 0)
                }
                _ => self.check(),
            },
            64..66 => {
                let variable = self.random(VARIABLES);
                self.variables[variable] = self.new_number();
                (15, variable, 0)
            }
            66 if self.random(12) == 0 => (16, 0, 0),
            _ => self.check(),
        }
    }

    fn run(&mut self) -> (usize, usize, usize) {
        let (slot, value) = (self.random(VARIABLES), self.new_number());
        let mut mapping = BTreeMap::clone(&self.current());
        mapping.insert(self.variables[slot], value);
        self.enter(Rc::new(mapping));
        (3, slot, value)
    }

    fn check(&mut self) -> (usize, usize, usize) {
        let current = self.current();
        // Half of the time a variable that is set, else any.
        let set: Vec<usize> = (0..VARIABLES)
            .filter(|slot| current.contains_key(&self.variables[*slot]))
            .collect();
        let slot = if set.is_empty() || self.random(2) == 0 {
            self.random(VARIABLES)
        } else {
            set[self.random(set.len())]
        };
        (2, slot, 0)
    }

    fn compare(&mut self, slot: usize, value: Option<f64>) {
        self.checks += 1;
        let expected = self.current().get(&self.variables[slot]).map(|n| *n as f64);
        assert_eq!(value, expected, "after {} operations", self.operations);
    }
}

/// The model, as the context's data.
struct Shared(Rc<RefCell<Model>>);

fn with_model<R>(context: &Context, f: impl FnOnce(&mut Model) -> R) -> R {
    let model = context.get_data::<Shared>().expect("put there").0.clone();
    f(&mut model.borrow_mut())
}

fn number(value: &JsValue) -> usize {
    value.as_number().expect("a number") as usize
}

fn soak(storage: Storage, seed: u64) -> (usize, usize) {
    let mut runtime = Runtime::builder()
        .storage(storage)
        .without_console()
        .recursion_limit(2000)
        .build()
        .expect("the default runtime");
    let model = Rc::new(RefCell::new(Model {
        variables: (0..VARIABLES).collect(),
        numbers: VARIABLES,
        random: seed,
        ..Model::default()
    }));
    runtime.context_mut().insert_data(Shared(model.clone()));
    let functions: [(&str, NativeFunctionPointer); 4] = [
        ("next", |_, _, context| {
            let (op, slot, id) = with_model(context, Model::next);
            Ok(JsValue::from((op + 32 * (slot + 512 * id)) as f64))
        }),
        ("begin", |_, args, context| {
            let id = number(args.get_or_undefined(0));
            with_model(context, |model| {
                let mapping = model.captured[&id].clone();
                model.enter(mapping);
            });
            Ok(JsValue::undefined())
        }),
        ("check", |_, args, context| {
            let (slot, value) = (number(&args[0]), args.get_or_undefined(1).as_number());
            with_model(context, |model| model.compare(slot, value));
            Ok(JsValue::undefined())
        }),
        ("gc", |_, _, _| {
            boa_gc::force_collect();
            Ok(JsValue::undefined())
        }),
    ];
    for (name, f) in functions {
        runtime
            .context_mut()
            .register_global_callable(js_string!(name), 0, NativeFunction::from_fn_ptr(f))
            .expect("a fresh global");
    }
    runtime
        .event_loop()
        .set_reporter(|report, _| panic!("{}", report.render()));
    runtime.eval(INTERPRETER).expect("valid script");
    while model.borrow().operations < OPERATIONS {
        model.borrow_mut().enter(Mapping::default());
        // The outermost extent may be left by an exception as well.
        runtime
            .eval("guarded(step)")
            .unwrap_or_else(|error| panic!("{error}"));
        runtime.run_until_idle_blocking().expect("a tokio runtime");
        assert!(runtime.agent().expect("installed").is_empty());
        assert!(model.borrow().extents.is_empty());
    }
    let model = model.borrow();
    (model.operations, model.checks)
}

#[test]
fn two_hundred_thousand_operations_agree_with_the_model() {
    // Frames of an unoptimised build are large.
    let soak = std::thread::Builder::new().stack_size(256 << 20).spawn(|| {
        for (storage, seed) in [
            (Storage::Weak, 0x5EED),
            (Storage::Ephemeron, 0xDEED),
            (Storage::Hybrid { collections: 2 }, 0xBEAD),
            (Storage::Strong, 0xFEED),
        ] {
            let (operations, checks) = soak(storage, seed);
            println!("{storage:?}: {operations} operations, {checks} of them checks");
            assert!(operations >= OPERATIONS && checks > OPERATIONS / 10);
        }
    });
    soak.expect("a thread").join().expect("no assertion failed");
}
