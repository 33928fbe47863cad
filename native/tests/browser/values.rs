//! Values from a page: copies and handles.

use crate::Setup;

#[test]
fn primitive_values_are_copied_and_objects_are_handles() {
    let Some(mut setup) = Setup::new() else {
        return;
    };
    for (expression, expected) in [
        ("1 + 1.5", "number 2.5"),
        ("-0", "number 0 negative"),
        ("NaN", "number NaN"),
        ("-Infinity", "number -Infinity"),
        ("12345678901234567890n", "bigint 12345678901234567890"),
        ("'gr\\u00fc\\u00df'", "string grüß"),
        ("true", "boolean true"),
        ("undefined", "undefined undefined"),
        ("null", "object null"),
        ("Promise.resolve(7)", "number 7"),
        ("({})", "object [object RemoteObject]"),
        ("Math.max", "object [object RemoteObject]"),
        ("Symbol()", "object [object RemoteObject]"),
    ] {
        let body = format!(
            "const value = await page.evaluate({expression:?});
             return `${{typeof value}} ${{value}}${{Object.is(value, -0) ? ' negative' : ''}}`;"
        );
        assert_eq!(setup.run(&body), expected, "{expression}");
    }
    setup.end();
}

#[test]
fn properties_are_values_or_further_handles() {
    let Some(mut setup) = Setup::new() else {
        return;
    };
    let outcome = setup.run(
        "const tree = await page.evaluate(`({ n: 1, leaf: Object.assign(new Leaf, { name: 'x' }) })`);
         const leaf = await tree.property('leaf');
         const found = [await tree.property('n'), await leaf.property('name'), await tree.property('no')];
         await tree.close();
         // The object it came from is closed, and it still works.
         found.push(await leaf.property('name'));
         return found.join();",
    );
    assert_eq!(outcome, "1,x,,x");
    assert_eq!(setup.fixture.collect_until_open(1).open, 1);
    setup.drain();
    assert_eq!(setup.live(), 0);
    setup.end();
}

#[test]
fn what_an_expression_throws_is_thrown_and_not_kept() {
    let Some(mut setup) = Setup::new() else {
        return;
    };
    let thrown = setup.run("await page.evaluate('throw new RangeError(`mine`)')");
    assert!(thrown.starts_with("Error: RangeError: mine"), "{thrown}");
    let thrown = setup.run("await page.evaluate('throw `text`')");
    assert_eq!(thrown, "Error: text");
    let thrown = setup.run("await page.evaluate('throw new Leaf')");
    assert!(thrown.starts_with("Error: "), "{thrown}");
    let getter = "(await page.evaluate('({ get bad() { throw new Leaf } })')).property('bad')";
    assert!(
        setup
            .run(&format!("return await {getter}"))
            .starts_with("Error: ")
    );
    let syntax = setup.run("await page.evaluate('(')");
    assert!(syntax.starts_with("Error: SyntaxError"), "{syntax}");
    let symbol = setup.run("await page.evaluate(Symbol())");
    assert!(symbol.starts_with("TypeError: "), "{symbol}");
    setup.drain();
    assert_eq!(setup.live(), 0);
    setup.end();
}
