//! Runs attacks: programs in which one tenant tries to read or change the context of another.
//!
//! A file is a sequence of sections, each begun by a line `//// victim` or `//// attacker`. Each section is the body of an
//! async function, which is called in the realm of its tenant; the event loop becomes idle before the next one begins. A
//! first section `//// before` is evaluated in the realm of the attacker before AsyncContext and the APIs of the suite are
//! installed there; neither realm gets other globals of the host then.
//!
//! Files are run with two realms in one context, and with one realm for both, unless a line `// realms: one` or
//! `// realms: two` says otherwise; on our event loop, and in a host that has its own context and Boa's own executor, unless a
//! line `// executor: ours` says that the file needs the loop. A line `// options: ` is for the suite. What tenants get are
//! parameters, so nothing on a global object has to be trusted:
//!
//! | parameter | what it is |
//! |---|---|
//! | `handed` | an object that both have: what one tenant hands to another |
//! | `mine` | an object of the tenant's own, the same in all of its sections |
//! | `secret` | the victim only: the object that nobody else may get |
//! | `tenant()` | the value of a host variable: `"victim"` in the context of the victim, `"attacker"` in that of the attacker |
//! | `leak(...values)` | fails if one of the values is the secret, reaches it over properties, or has its text |
//! | `assert(condition, message)`, `same(actual, expected, message)`, `throws(name, f)` | natively, so that nothing patched reaches them |
//! | `gc()`, `printed()` | collects garbage; what `console` has printed so far |
//!
//! After the sections the victim works with captured functions in each way in which the language carries contexts
//! (`isolation_work.js`), and sees its own values; in one realm with a line `// generators: in exact mode`, those of a generator that another context resumes
//! are looked at in exact mode only. At the end no mapping is left, and nothing was reported unless a line `// reports` allows it.
#![allow(dead_code, reason = "each test binary uses its own part of this")]

#[path = "isolation_host.rs"]
mod host;

use std::{
    cell::{Cell, RefCell},
    panic,
    rc::Rc,
    sync::{Arc, LazyLock, Mutex},
};

use boa_async_context::{
    Agent, EXACT_GENERATORS, HostVariable, Storage,
    console::{ConsoleMessage, ConsoleSink},
    in_realm,
};
use boa_async_context_js_tests::{JsFile, Outcome};
use boa_engine::{
    Context, JsArgs, JsError, JsNativeError, JsObject, JsResult, JsString, JsValue, NativeFunction,
    Script, Source,
    builtins::promise::PromiseState,
    js_string,
    native_function::NativeFunctionPointer,
    object::{FunctionObjectBuilder, builtins::JsPromise},
    property::PropertyKey,
    realm::Realm,
};
use host::{Executor, Host};

/// The text in the secret.
const SECRET: &str = "the secret of the victim";

/// How deep `leak` follows properties.
const DEPTH: usize = 6;

const STORAGES: [Storage; 4] = [
    Storage::Weak,
    Storage::Ephemeron,
    Storage::Hybrid { collections: 1 },
    Storage::Strong,
];

static TENANT: LazyLock<HostVariable<&'static str>> = LazyLock::new(HostVariable::new);

/// More parameters of sections, made for a realm.
pub type Lend = fn(&mut Context) -> JsResult<Vec<(&'static str, JsValue)>>;

/// What a suite of attacks adds.
pub struct Suite {
    /// Installs the APIs of the suite, with what the line `// options: ` of the file says: in a context of a runtime before
    /// realms are made, which get them, too; in any other context in the current realm, after each was made.
    pub install: fn(&str, &mut Context) -> JsResult<()>,
    /// More parameters, for each section.
    pub lend: Lend,
    /// The page that names every file, and the name of the directory there.
    pub page: &'static str,
    pub directory: &'static str,
}

/// Runs an attack in every storage and arrangement of realms.
pub fn run_file(file: &JsFile, suite: &Suite) -> Outcome {
    let mut outcome = Outcome {
        tests: 1,
        ..Outcome::default()
    };
    let about = file.text.lines().nth(1).unwrap_or_default();
    if !about.starts_with("// holds: ") && !about.starts_with("// possible: ") {
        outcome.failures.push(format!(
            "{}: the second line begins with neither `// holds: ` nor `// possible: `",
            file.name
        ));
    }
    let named = format!("{}/{}", suite.directory, file.name);
    if !suite.page.contains(&named) {
        outcome
            .failures
            .push(format!("docs/security.md does not name {named}"));
    }
    for (storage, executor, realms) in arrangements(file) {
        outcome.runs += 1;
        let run = || attack(file, suite, storage, executor, realms);
        let result = panic::catch_unwind(panic::AssertUnwindSafe(run))
            .unwrap_or_else(|_| Err("Rust panicked".to_owned()));
        if let Err(why) = result {
            let failure = format!(
                "{}, {storage} storage, {executor:?} executor, realms: {realms}: {why}",
                file.name
            );
            outcome.failures.push(failure);
        }
    }
    outcome
}

/// In which storages, on which executors and with how many realms a file is run.
fn arrangements(file: &JsFile) -> Vec<(Storage, Executor, usize)> {
    let says = |line: &str| has_line(&file.text, line);
    let is_ours_only = says("// executor: ours");
    let mut all = Vec::new();
    for storage in STORAGES {
        for executor in [Executor::Ours, Executor::Foreign] {
            if executor == Executor::Foreign && is_ours_only {
                continue;
            }
            for (realms, other) in [(2, "// realms: one"), (1, "// realms: two")] {
                if !says(other) {
                    all.push((storage, executor, realms));
                }
            }
        }
    }
    all
}

/// What a file says of the APIs of its suite.
fn options(text: &str) -> &str {
    text.lines()
        .find_map(|line| line.strip_prefix("// options: "))
        .unwrap_or_default()
}

fn has_line(text: &str, wanted: &str) -> bool {
    text.lines().any(|line| line == wanted)
}

/// A part of a file: whose it is, and the text, moved down to its line in the file.
struct Section {
    tenant: String,
    body: String,
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if let Some(tenant) = line.strip_prefix("//// ") {
            sections.push(Section {
                tenant: tenant.to_owned(),
                body: "\n".repeat(number),
            });
        } else if let Some(section) = sections.last_mut() {
            section.body.push_str(line);
        }
        if let Some(section) = sections.last_mut() {
            section.body.push('\n');
        }
    }
    sections
}

/// What was found out, in the data of the context.
#[derive(Default)]
struct Found {
    asserts: Cell<usize>,
    failures: RefCell<Vec<String>>,
}

impl Found {
    fn of(context: &Context) -> Rc<Self> {
        context
            .get_data::<Rc<Self>>()
            .expect("put there by `attack`")
            .clone()
    }

    fn check(&self, ok: bool, why: impl FnOnce() -> String) -> JsResult<JsValue> {
        self.asserts.set(self.asserts.get() + 1);
        if ok {
            return Ok(JsValue::undefined());
        }
        // Kept, because a program may catch the exception.
        let why = why();
        self.failures.borrow_mut().push(why.clone());
        Err(JsNativeError::error().with_message(why).into())
    }
}

/// The secret, in the data of the context.
struct Secret(JsObject);

/// What was printed.
#[derive(Default)]
struct Printed(Mutex<Vec<String>>);

impl ConsoleSink for Printed {
    fn message(&self, message: &ConsoleMessage<'_>, _: &mut Context) {
        let mut lines = self.0.lock().expect("no thread panics with it");
        lines.push(message.text.to_owned());
    }
}

struct Tenant {
    name: &'static str,
    realm: Realm,
    mine: JsObject,
}

fn attack(
    file: &JsFile,
    suite: &Suite,
    storage: Storage,
    executor: Executor,
    realms: usize,
) -> Result<(), String> {
    let printed = Arc::new(Printed::default());
    let reports = Rc::new(RefCell::new(Vec::new()));
    let found = Rc::new(Found::default());
    let options = options(&file.text);
    let console = printed.clone();
    let mut host = Host::new(executor, storage, console, reports.clone(), suite, options)?;
    host.with(|context| {
        context.insert_data(found.clone());
        context.insert_data(printed);
        let secret = JsObject::with_null_proto();
        secret
            .create_data_property_or_throw(js_string!("text"), js_string!(SECRET), context)
            .map_err(|error| error.to_string())?;
        context.insert_data(Secret(secret));
        Ok::<_, String>(())
    })?;
    let mut sections = sections(&file.text);
    let before = sections
        .first()
        .is_some_and(|section| section.tenant == "before")
        .then(|| sections.remove(0));
    let attacker = host.make_realm(before.as_ref().map(|section| &*section.body))?;
    let victim = if realms == 1 {
        attacker.clone()
    } else {
        host.make_realm(before.as_ref().map(|_| ""))?
    };
    let handed = JsObject::with_null_proto();
    let [victim, attacker] =
        [("victim", victim), ("attacker", attacker)].map(|(name, realm)| Tenant {
            name,
            realm,
            mine: JsObject::with_null_proto(),
        });
    let works = in_tenant(&victim, &mut host, |context| {
        let script = Script::parse(Source::from_bytes(WORK), None, context)?;
        let works = script.evaluate(context)?;
        let works = works.as_object().ok_or_else(JsNativeError::typ)?;
        Ok::<_, JsError>([works.get(0, context)?, works.get(1, context)?])
    })
    .map_err(|error| format!("the work of the victim: {error}"))?;
    for (number, section) in sections.iter().enumerate() {
        let tenant = match section.tenant.as_str() {
            "victim" => &victim,
            "attacker" => &attacker,
            other => return Err(format!("`//// {other}` is no tenant")),
        };
        let place = format!("section {} ({})", number + 1, tenant.name);
        run_section(&section.body, tenant, &handed, file, suite, &mut host)
            .map_err(|why| format!("{place}: {why}"))?;
        fail_if_found(&found).map_err(|why| format!("{place}: {why}"))?;
    }
    if found.asserts.get() == 0 {
        return Err("nothing was asserted".to_owned());
    }
    work(&victim, &works, executor, realms, file, &mut host)
        .and_then(|()| fail_if_found(&found))
        .map_err(|why| format!("the work of the victim: {why}"))?;
    let reports = reports.borrow();
    if let (Some(report), false) = (reports.first(), has_line(&file.text, "// reports")) {
        return Err(format!("reported: {report}"));
    }
    Ok(())
}

/// Lets the victim work, and collects garbage, which is told to its registry.
fn work(
    victim: &Tenant,
    [work, collected]: &[JsValue; 2],
    executor: Executor,
    realms: usize,
    file: &JsFile,
    host: &mut Host,
) -> Result<(), String> {
    // On the published engine the methods of generators must not have been replaced before they are overridden.
    let resumed =
        EXACT_GENERATORS || realms == 2 || !has_line(&file.text, "// generators: in exact mode");
    let call = |function: &JsValue, last: JsValue, host: &mut Host| {
        let result = in_tenant(victim, host, |context| {
            let parameters = common(victim, context)?;
            let mut args: Vec<_> = ["secret", "same", "tenant"]
                .iter()
                .filter_map(|wanted| parameters.iter().find(|(name, _)| name == wanted))
                .map(|(_, value)| value.clone())
                .collect();
            args.push(last);
            let function = function.as_callable().ok_or_else(JsNativeError::typ)?;
            function.call(&JsValue::undefined(), &args, context)
        });
        settle(result, host)
    };
    call(work, resumed.into(), host)?;
    // Boa's own executor does not wait for what a collection causes.
    let waits = executor == Executor::Ours;
    if waits {
        host.with(collect);
        host.run()?;
    }
    call(collected, waits.into(), host)
}

/// Collects what nothing keeps alive.
fn collect(context: &mut Context) {
    context.clear_kept_objects();
    if let Some(agent) = Agent::of(context) {
        agent.collect_garbage();
    }
}

fn fail_if_found(found: &Found) -> Result<(), String> {
    match found.failures.borrow().first() {
        Some(why) => Err(why.clone()),
        None => Ok(()),
    }
}

/// Runs `f` in the realm and the context of a tenant.
fn in_tenant<R>(tenant: &Tenant, host: &mut Host, f: impl FnOnce(&mut Context) -> R) -> R {
    let agent = host.agent();
    TENANT.run(&agent, tenant.name, || {
        host.with(|context| in_realm(&tenant.realm, context, f))
    })
}

fn run_section(
    body: &str,
    tenant: &Tenant,
    handed: &JsObject,
    file: &JsFile,
    suite: &Suite,
    host: &mut Host,
) -> Result<(), String> {
    let result = in_tenant(tenant, host, |context| {
        let mut parameters = common(tenant, context)?;
        parameters.push(("handed", handed.clone().into()));
        parameters.push(("mine", tenant.mine.clone().into()));
        parameters.extend((suite.lend)(context)?);
        let names: Vec<_> = parameters.iter().map(|(name, _)| *name).collect();
        let text = format!("(async ({}) => {{ {body} }})", names.join(", "));
        let source = Source::from_reader(text.as_bytes(), Some(&file.path));
        let script = Script::parse(source, None, context)?;
        let section = script.evaluate(context)?;
        let section = section.as_callable().ok_or_else(JsNativeError::typ)?;
        let args: Vec<_> = parameters.into_iter().map(|(_, value)| value).collect();
        section.call(&JsValue::undefined(), &args, context)
    });
    settle(result, host)
}

/// Runs the event loop until it is idle. The promise must be fulfilled then, and no mapping left.
fn settle(result: JsResult<JsValue>, host: &mut Host) -> Result<(), String> {
    let promise = result.map_err(|error| error.to_string())?;
    let promise = promise.as_object().ok_or("no promise")?;
    let promise = JsPromise::from_object(promise).map_err(|error| error.to_string())?;
    host.run()?;
    if !host.agent().is_empty() {
        return Err("a mapping was left behind".to_owned());
    }
    match promise.state() {
        PromiseState::Fulfilled(_) => Ok(()),
        PromiseState::Rejected(reason) => Err(format!("threw {}", reason.display())),
        PromiseState::Pending => Err("did not come to its end".to_owned()),
    }
}

/// What every section gets.
fn common(tenant: &Tenant, context: &mut Context) -> JsResult<Vec<(&'static str, JsValue)>> {
    let functions: [(&'static str, NativeFunctionPointer); 7] = [
        ("tenant", |_, _, context| {
            let tenant = Agent::of(context).and_then(|agent| TENANT.get(&agent));
            Ok(tenant.map_or(JsValue::undefined(), |name| js_string!(*name).into()))
        }),
        ("leak", leak),
        ("assert", |_, args, context| {
            let ok = args.get_or_undefined(0).to_boolean();
            let message = args.get_or_undefined(1).display().to_string();
            Found::of(context).check(ok, || format!("not true: {message}"))
        }),
        ("same", |_, args, context| {
            let (actual, expected) = (args.get_or_undefined(0), args.get_or_undefined(1));
            let message = args.get_or_undefined(2).display();
            Found::of(context).check(JsValue::same_value(actual, expected), || {
                format!(
                    "{} is not {}: {message}",
                    actual.display(),
                    expected.display()
                )
            })
        }),
        ("throws", throws),
        ("gc", |_, _, context| {
            collect(context);
            Ok(JsValue::undefined())
        }),
        ("printed", |_, _, context| {
            let printed = context.get_data::<Arc<Printed>>().expect("put there");
            let lines = printed.0.lock().expect("no thread panics with it");
            Ok(JsString::from(lines.join("\n")).into())
        }),
    ];
    let mut parameters: Vec<(&'static str, JsValue)> = functions
        .into_iter()
        .map(|(name, body)| {
            let body = NativeFunction::from_fn_ptr(body);
            let function = FunctionObjectBuilder::new(context.realm(), body).build();
            (name, function.into())
        })
        .collect();
    if tenant.name == "victim" {
        let secret = context.get_data::<Secret>().expect("put there by `attack`");
        parameters.push(("secret", secret.0.clone().into()));
    }
    Ok(parameters)
}

fn throws(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let found = Found::of(context);
    let name = args.get_or_undefined(0).to_string(context)?;
    let function = args.get_or_undefined(1).as_callable();
    let function = function.ok_or_else(JsNativeError::typ)?;
    let name = name.to_std_string_escaped();
    let error = match function.call(&JsValue::undefined(), &[], context) {
        Ok(value) => {
            let value = value.display().to_string();
            return found.check(false, || format!("returned {value}, no {name}"));
        }
        Err(error) => error.into_opaque(context)?,
    };
    let actual = match error.as_object() {
        Some(object) => object.get(js_string!("name"), context)?,
        None => error.clone(),
    };
    found.check(
        actual
            .as_string()
            .is_some_and(|actual| actual == js_string!(name.as_str())),
        || format!("threw {}, no {name}", error.display()),
    )?;
    Ok(error)
}

/// `leak(...values)`
fn leak(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let secret = context.get_data::<Secret>().expect("put there by `attack`");
    let secret = secret.0.clone();
    let mut seen = Vec::new();
    let leaked = args
        .iter()
        .any(|value| reaches(value, &secret, DEPTH, &mut seen, context));
    Found::of(context).check(!leaked, || "the secret was read".to_owned())
}

/// Whether a value is the secret, has its text, or reaches it over properties. Runs no code of a program: getters are
/// looked at, not called.
fn reaches(
    value: &JsValue,
    secret: &JsObject,
    depth: usize,
    seen: &mut Vec<JsObject>,
    context: &mut Context,
) -> bool {
    if let Some(text) = value.as_string() {
        return text.to_std_string_lossy().contains(SECRET);
    }
    let Some(object) = value.as_object() else {
        return false;
    };
    if JsObject::equals(&object, secret) {
        return true;
    }
    if depth == 0 || seen.iter().any(|known| JsObject::equals(known, &object)) {
        return false;
    }
    seen.push(object.clone());
    // A global object leads to everything in its realm.
    if seen.len() > 2_000 || JsObject::equals(&object, &context.global_object()) {
        return false;
    }
    let properties: Vec<_> = {
        let borrowed = object.borrow();
        let properties = borrowed.properties();
        let mut keys: Vec<PropertyKey> = borrowed.shape().keys();
        keys.extend(properties.index_property_keys().map(PropertyKey::from));
        keys.into_iter()
            .filter_map(|key| properties.get(&key))
            .filter_map(|property| property.value().cloned())
            .collect()
    };
    let prototype = object.prototype().map(JsValue::from);
    properties
        .into_iter()
        .chain(prototype)
        .any(|value| reaches(&value, secret, depth - 1, seen, context))
}

/// What the victim does after each attack: a function that works, and one that looks at what the collector has caused.
const WORK: &str = include_str!("isolation_work.js");
