//! Bad scenarios, and what is said of each.

/// A bad scenario, and what its failure must say: where, and what.
pub struct Bad {
    pub name: &'static str,
    pub text: &'static str,
    pub phase: &'static str,
    pub words: &'static str,
}

const fn bad(
    name: &'static str,
    text: &'static str,
    phase: &'static str,
    words: &'static str,
) -> Bad {
    Bad {
        name,
        text,
        phase,
        words,
    }
}

pub const BAD: &[Bad] = &[
    bad("syntax", "export const = 1;", "import", "SyntaxError"),
    bad("nothing", "", "import", "`setup`"),
    bad(
        "no-expectation",
        "export const setup = () => 0, iterate = () => {};",
        "import",
        "`expectation`",
    ),
    bad(
        "rounds",
        "export const setup = () => 0, iterate = () => {}, expectation = {}, rounds = NaN;",
        "import",
        "`rounds` is NaN",
    ),
    bad(
        "requires",
        "export const setup = () => 0, iterate = () => {}, expectation = {}, requires = 'MessageChannel';",
        "import",
        "`requires` must be an array",
    ),
    bad(
        "setup",
        "export function setup() { throw new RangeError('in setup'); }
         export const iterate = () => {}, expectation = {};",
        "setup",
        "RangeError: in setup",
    ),
    bad(
        "iterate",
        "export const setup = () => 0, expectation = {};
         export function iterate(i) { if (i === 3) throw new Error('too many'); }",
        "iterate",
        "in round 3: Error: too many",
    ),
    bad(
        "primitive",
        "export const setup = () => 0, expectation = {};
         export function iterate(i) { if (i === 3) throw 17; }",
        "iterate",
        "in round 3: 17",
    ),
    bad(
        "frozen",
        "export const setup = () => 0, expectation = {};
         export function iterate(i) { throw Object.freeze(new RangeError('cold')); }",
        "iterate",
        "in round 0: RangeError: cold",
    ),
    bad(
        "symbol-as-name",
        "export const setup = () => 0, expectation = {};
         export function iterate(i) { throw Object.assign(new Error('odd'), { name: Symbol('n') }); }",
        "iterate",
        "in round 0: Symbol(n): odd",
    ),
    bad(
        "getters",
        "export const setup = () => 0, expectation = {};
         export function iterate(i) { throw { get message() { throw Symbol(); }, stack: Symbol() }; }",
        "iterate",
        "in round 0: [object Object]",
    ),
    bad(
        "proxy",
        "export const setup = () => 0, expectation = {};
         export function iterate(i) { throw new Proxy({}, { get() { throw 1; } }); }",
        "iterate",
        "in round 0: a value of type object",
    ),
    bad(
        "recursion",
        "export const setup = () => 0, expectation = {};
         export function iterate(i) { (function f() { f(); })(); }",
        "iterate",
        "in round 0: RangeError: the engine stopped it",
    ),
    bad(
        "waits",
        "export const setup = () => new Promise(() => {}), iterate = () => {}, expectation = {};",
        "setup",
        "never finished",
    ),
    bad(
        "unknown",
        "export const setup = () => 0, expectation = { payloads: 'gone', why: '' };
         export const iterate = (i, state, lab) => { lab.payload(); };",
        "expectation",
        "not understood",
    ),
    bad(
        "array",
        "export const setup = () => 0, expectation = ['released', null, 'why', null, null];
         export const iterate = (i, state, lab) => { lab.payload(); };",
        "expectation",
        "not understood: it is or has an array",
    ),
    bad(
        "not-json",
        "export const setup = () => 0, expectation = { payloads: 'released', get why() { throw new Error('no'); } };
         export const iterate = (i, state, lab) => { lab.payload(); };",
        "expectation",
        "cannot be written as JSON: Error: no",
    ),
    bad(
        "rejects",
        "export const setup = () => new AsyncContext.Variable(), expectation = { payloads: 'released', why: '' };
         export async function iterate(i, variable, lab) {
             variable.run(lab.payload(), async () => { await null; notDefined(); });
             await lab.turns(2);
         }",
        "end",
        "notDefined is not defined",
    ),
    bad(
        "throws-in-a-timer",
        "export const setup = () => 0, expectation = { payloads: 'released', why: '' };
         export async function iterate(i, state, lab) {
             lab.payload();
             setTimeout(() => { throw new Error('in a timer'); });
             await lab.turns(2);
             // The first failure is told, not what comes later.
             if (i === 100) console.error('words\\n'.repeat(5_000));
         }",
        "end",
        "in a timer",
    ),
];
