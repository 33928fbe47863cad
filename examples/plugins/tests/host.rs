//! Plug-ins that behave and plug-ins that do not.

mod support;

use std::fs;

use plugin_host::PluginError;

use support::{FAILING, World, honest};

#[test]
fn plug_ins_are_loaded_from_a_directory_and_hear_of_each_other() {
    let mut world = World::new();
    for name in ["ann", "bob", "carl"] {
        world.write(name, &honest(name));
    }
    world.write("broken", "export function activate( {");
    fs::write(world.directory.path().join("notes.txt"), "no plug-in").expect("it is written");
    let directory = world.directory.path().to_owned();
    let errors = world
        .host
        .load_directory(&directory)
        .expect("it can be read");
    let [PluginError::Load { name, text }] = &errors[..] else {
        panic!("{errors:?}")
    };
    assert!(name == "broken" && text.contains("broken.mjs"), "{text}");
    assert_eq!(
        world.host.names().collect::<Vec<_>>(),
        ["ann", "bob", "carl"]
    );
    assert_eq!(world.host.open_leases(), 3);
    world.host.send("ask", "a question");
    // Each hears the host and the two others.
    let mut log = world.logged(9);
    log.sort();
    let mut expected = Vec::new();
    for name in ["ann", "bob", "carl"] {
        for from in ["ann", "bob", "carl", "host"] {
            let text = match from {
                "host" => "a question".to_owned(),
                other => format!("hello of {other}"),
            };
            if from != name {
                expected.push((name.to_owned(), format!("{name} hears {text} from {from}")));
            }
        }
    }
    expected.sort();
    assert_eq!(log, expected);
    world.host.send("report", "");
    assert!(world.logged(3).iter().all(|(_, text)| text == "true"));
    for name in ["ann", "bob", "carl"] {
        let unloaded = world.host.unload(name).expect("it is loaded");
        unloaded.deactivated.expect("it does not fail");
        assert!(unloaded.errors.is_empty(), "{:?}", unloaded.errors);
        let resources = unloaded.report.resources;
        assert_eq!((resources.created, resources.closed), (1, 1), "{name}");
    }
    assert_eq!(world.host.open_leases(), 0);
    assert!(world.host.take_log().is_empty());
    assert!(matches!(
        world.host.unload("ann"),
        Err(PluginError::Unknown(_))
    ));
}

#[test]
fn a_plug_in_that_fails_harms_no_other_and_leaves_nothing_behind() {
    let mut world = World::new();
    world.load("ann", &honest("ann")).expect("it loads");
    for (name, text, expected) in FAILING {
        let error = world.load(name, text).expect_err(name);
        assert!(error.to_string().contains(expected), "{name}: {error}");
        assert_eq!(
            world.host.open_leases(),
            1,
            "{name} has given back what it took"
        );
    }
    world
        .load(
            "later",
            "export function activate(host) {
                 host.on('ask', () => { throw new RangeError('in a handler') });
                 host.on('ask', () => { for (;;); });
                 setTimeout(() => { throw new RangeError('in a timer') });
                 setTimeout(() => host.log('done'), 5);
                 Promise.reject(new RangeError('in a promise'));
                 // It never comes to rest.
                 const flood = () => Promise.resolve().then(flood);
                 setTimeout(flood, 10);
             }
             export function deactivate() { throw new RangeError('in deactivate') }",
        )
        .expect("it loads");
    world.host.send("ask", "x");
    let log = world.logged(2);
    assert!(
        log.contains(&("later".to_owned(), "done".to_owned())),
        "{log:?}"
    );
    assert!(
        log.contains(&("ann".to_owned(), "ann hears x from host".to_owned())),
        "{log:?}"
    );
    let errors = world.host.take_errors("later").join("\n");
    for place in [
        "in a handler",
        "maximum number of iteration loops",
        "in a timer",
        "in a promise",
    ] {
        assert!(errors.contains(place), "{place}: {errors}");
    }
    assert!(world.host.take_errors("ann").is_empty());
    // Beside the flood, the others go on.
    world.host.send("report", "");
    assert_eq!(world.logged(1), [("ann".to_owned(), "true".to_owned())]);
    let unloaded = world.host.unload("later").expect("it is loaded");
    let error = unloaded.deactivated.expect_err("it throws").to_string();
    assert!(error.contains("in deactivate"), "{error}");
    world
        .host
        .unload("ann")
        .expect("it is loaded")
        .deactivated
        .expect("it does not fail");
}

#[test]
fn a_native_function_without_a_plug_in_says_so() {
    let mut world = World::new();
    // The module keeps the host, and calls it from where no hook has called it.
    let text = "let host; export function activate(given) { host = given; host.on('x', () => {
                    try { new AsyncContext.Snapshot(); empty.run(() => host.log('no')); } catch (error) { host.log(error.message); }
                }); }
                const empty = new AsyncContext.Snapshot();";
    world.load("ann", text).expect("it loads");
    world.host.send("x", "");
    let log = world.logged(1);
    assert!(log[0].1.contains("not called by a hook"), "{log:?}");
}
