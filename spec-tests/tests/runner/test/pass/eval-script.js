/*---
description: A script in the global scope of its realm.
---*/
$262.evalScript("var aVar = 1; let aLet = 2;");
assert.sameValue(globalThis.aVar, 1);
assert.sameValue("aLet" in globalThis, false);
assert.sameValue($262.evalScript("aLet + 1"), 3, "the completion value");
assert.sameValue($262.evalScript("'\u{1F600}'.length"), 2, "a source of code units");
assert.throws(SyntaxError, function() { $262.evalScript("let let"); });
assert.throws(SyntaxError, function() { $262.evalScript("let aLet"); });
assert.throws(RangeError, function() { $262.evalScript("throw new RangeError()"); });
var other = $262.createRealm();
assert.sameValue(other.evalScript("globalThis"), other.global);
assert.throws(other.global.SyntaxError, function() { other.evalScript("let let"); });
