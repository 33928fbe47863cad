// Programs for engine/26-sources-of-regular-expressions.patch. Each ends at the next line of this form: what it is called, and what it prints.

//# an escaped slash => https?:\/\/ /https?:\/\//
print(/https?:\/\//.source, /https?:\/\//);

//# a source means the same => true false
const again = new RegExp(/^a\/b$/.source);
print(again.test("a/b"), again.test("a\\/b"));

//# a literal of it, too => true
print((0, eval)(String(/^\/x\/$/g)).test("/x/"));

//# behind an escaped backslash [both] => \\\/
print(new RegExp("\\\\/").source);

//# an end of a line that is escaped => \n \r \u2028 \u2029
print(...["\n", "\r", "\u2028", "\u2029"].map((end) => new RegExp("\\" + end).source));

//# what is not escaped [both] => \/ \n \r \u2028 \u2029 (?:)
print(...["/", "\n", "\r", "\u2028", "\u2029", ""].map((text) => new RegExp(text).source));

//# other escapes, and lone surrogates [both] => true true true
print(/\d\\\w/.source === "\\d\\\\\\w", new RegExp("\ud800").source === "\ud800", new RegExp("\\\ud800/").source === "\\\ud800\\/");
