// Programs for engine/19-json-texts.patch. Each ends at the next line of this form: what it is called, and what it prints.

//# lone surrogate escape => d800
print(JSON.parse('"\\ud800"').charCodeAt(0).toString(16))

//# lone surrogate itself => d800
print(JSON.parse('"\ud800"').charCodeAt(0).toString(16))

//# round trip => true
const s = "a\udc00b\ud800\u2028"; print(JSON.parse(JSON.stringify(s)) === s)

//# lone surrogate as a key => {"\ud800":1}
print(JSON.stringify(JSON.parse('{"\\ud800": 1}')))

//# many levels => 500
const n = 500; let a = JSON.parse("[".repeat(n) + "]".repeat(n)); let d = 0; while (a) { d++; a = a[0] } print(d)

//# too many levels [both] => SyntaxError
try { JSON.parse("[".repeat(200000)) } catch (e) { print(e.name) }

//# too many levels of objects [both] => SyntaxError
try { JSON.parse('{"a":'.repeat(200000)) } catch (e) { print(e.name) }

//# values [both] => {"a":[1,-2500,true,false,null,"x\nA/"],"b":{}}
print(JSON.stringify(JSON.parse(' { "a" : [ 1 , -2.5e3, true, false , null, "x\\n\\u0041\\/" ] , "b":{} } ')))

//# numbers [both] => 0 -0 1e+21 100 123456789012 0.1 -7
print([0, "-0", "1e21", "1E+2", "123456789012", "0.1", "-7"].map(x => { const v = JSON.parse(String(x)); return Object.is(v, -0) ? "-0" : v }).join(" "))

//# proto [both] => true __proto__,a
const o = JSON.parse('{"__proto__": 1, "a": 2}'); print(Object.getPrototypeOf(o) === Object.prototype, Object.keys(o))

//# duplicates and indices [both] => {"0":4,"1":2,"b":3}
const o = JSON.parse('{"b":1,"1":2,"b":3,"0":4}'); print(JSON.stringify(o))

//# errors [both] => all
print(["", "[", "[1,]", "{", '{"a"}', '{"a":}', "{a:1}", "01", "-", "1.", ".5", "1e", "+1", "tru", "nulll", "[1 2]", "'a'", '"\n"', '"\\x"', '"\\u12g4"', '"abc', "1 1", "\v1", "\u00a01", "NaN", "undefined", "[,1]", '{"a":1,}', "//", "\ufeff1"].map(t => { try { JSON.parse(t); return t } catch (e) { return e instanceof SyntaxError ? "" : e } }).join("") || "all")

//# reviver [both] => 0:1 1:"x" a:undefined c:null b:undefined :undefined
const seen = []; JSON.parse('{"a":[1,"x"],"b":{"c":null}}', function (k, v, { source }) { seen.push(k + ":" + source); return v }); print(seen.join(" "))

//# reviver with a lone surrogate => "\ud800"
print(JSON.parse('["\\ud800"]', (k, v, c) => c.source ?? v)[0])

//# reviver that changes [both] => [1,[9,null],3]
print(JSON.stringify(JSON.parse('[1,2,3]', function (k, v, c) { if (k === "0") this[1] = 9; return k === "1" ? [v, c.source] : v })))

//# reviver that deletes [both] => {"b":2}
print(JSON.stringify(JSON.parse('{"a":1,"b":2}', (k, v) => k === "a" ? undefined : v)))

//# white space [both] => 1
print(JSON.parse("\t\n\r [ \t1\n]\r"))

//# not a string [both] => 12 null 1
print(JSON.parse(12), JSON.parse(null), JSON.parse(["[1]"]))

//# own properties [both] => {"value":1,"writable":true,"enumerable":true,"configurable":true} true
const o = JSON.parse('{"a":1}'); print(JSON.stringify(Object.getOwnPropertyDescriptor(o, "a")), Array.isArray(JSON.parse("[]")))
