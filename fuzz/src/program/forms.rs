//! What statements and expressions there are: the text of each, its parts, and where it may be.
//!
//! In a text `$1` is the first part, `^1` the statements that compute a part which is computed there and not before,
//! `$a` and `$b` are numbers, `$s` is the number of the node, which is its label in the log.

/// What a part of a program gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ty {
    /// Nothing: it is a statement.
    Statement,
    /// Any value.
    Value,
    /// A promise.
    Promise,
    /// What may stand for a handler: a function, or something that is none.
    Handler,
    /// A function.
    Function,
    /// A function that returns a promise.
    AsyncFunction,
    /// A generator.
    Generator,
    /// An async generator.
    AsyncGenerator,
    /// Something for `for..of`.
    Iterable,
    /// Something for `for await`.
    AsyncIterable,
    /// A snapshot.
    Snapshot,
    /// A reader of a stream.
    Reader,
}

impl Ty {
    /// Whether something of type `other` may stand where this is asked for.
    #[must_use]
    pub fn accepts(self, other: Self) -> bool {
        use Ty::{
            AsyncFunction, AsyncGenerator, AsyncIterable, Function, Generator, Handler, Iterable,
            Statement, Value,
        };
        self == other
            || match self {
                Value => other != Statement,
                Handler => matches!(other, Function | AsyncFunction),
                Function => other == AsyncFunction,
                Iterable => other == Generator,
                AsyncIterable => matches!(other, AsyncGenerator | Iterable | Generator),
                _ => false,
            }
    }
}

/// What code may do where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Nothing beyond plain code.
    Sync,
    /// It may `await`.
    Async,
    /// It may `yield`.
    Generator,
    /// Both.
    AsyncGenerator,
    /// It is the body of a module: it may `await`, and has nothing to return from.
    Module,
}

impl Place {
    /// Whether `await` may stand here.
    #[must_use]
    pub fn awaits(self) -> bool {
        matches!(self, Self::Async | Self::AsyncGenerator | Self::Module)
    }
}

/// A part of a form.
#[derive(Debug, Clone, Copy)]
pub enum Kid {
    /// An expression that is evaluated first.
    Expr(Ty),
    /// An expression that is evaluated in the place of its own: in the body of a function.
    Tail(Ty),
    /// A block at the place of the statement.
    Here,
    /// The same, in a loop.
    Loop,
    /// A block at a place of its own.
    Body(Place),
}

/// Where a form fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fits {
    /// Anywhere.
    Anywhere,
    /// Where `await` may stand.
    Awaits,
    /// In a function.
    Returns,
    /// In a generator.
    Yields,
    /// In a generator that is not async.
    YieldsSync,
    /// In an async generator.
    YieldsAsync,
}

impl Fits {
    /// Whether code of a place may have it.
    #[must_use]
    pub fn at(self, place: Place) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Awaits => place.awaits(),
            Self::Returns => place != Place::Module,
            Self::Yields => matches!(place, Place::Generator | Place::AsyncGenerator),
            Self::YieldsSync => place == Place::Generator,
            Self::YieldsAsync => place == Place::AsyncGenerator,
        }
    }
}

/// A kind of statement or expression.
#[derive(Debug)]
pub struct Form {
    /// Its name.
    pub op: Op,
    /// What it gives.
    pub ty: Ty,
    /// Its text.
    pub text: &'static str,
    /// Its parts.
    pub kids: &'static [Kid],
    /// How many values `$a` has.
    pub a: u8,
    /// How many values `$b` has.
    pub b: u8,
    /// How often it is chosen.
    pub weight: u32,
    /// Where it fits.
    pub fits: Fits,
    /// Who can judge or run it.
    pub by: By,
}

impl Form {
    /// Its name as text.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{:?}", self.op)
    }
}

/// Who can judge or run a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Everybody.
    All,
    /// Not Node: it has nothing like it, or does it differently on purpose.
    NotNode,
    /// Only the engine with our changes; `docs/boa.md` has the defect of the published one.
    ExactEngine,
}

macro_rules! forms {
    ($($op:ident: $ty:ident, $weight:literal, [$($kid:expr),*], ($a:literal, $b:literal), $fits:ident, $by:ident, $text:literal;)*) => {
        /// The names of the forms.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the text of each form says what it is")]
        pub enum Op { Block, $($op),* }

        /// All forms but blocks.
        pub const FORMS: &[Form] = &[$(Form {
            op: Op::$op, ty: Ty::$ty, text: $text, kids: &[$($kid),*], a: $a, b: $b, weight: $weight,
            fits: Fits::$fits, by: By::$by,
        }),*];
    };
}

use Kid::{Body, Expr, Here, Loop, Tail};
use Place::{Async, AsyncGenerator as AsyncGen, Generator as Gen, Module, Sync};
use Ty::{
    AsyncFunction as AF, AsyncGenerator as AG, AsyncIterable as AI, Function as F, Generator as G,
    Handler as H, Iterable as I, Promise as P, Reader as R, Snapshot as N, Value as V,
};

#[rustfmt::skip]
forms! {
    // Statements.
    Log: Statement, 30, [], (1, 1), Anywhere, All, "t(\"$s\");";
    LogValue: Statement, 12, [Expr(V)], (1, 1), Anywhere, All, "t(\"$s\", $1);";
    Do: Statement, 16, [Expr(V)], (1, 1), Anywhere, All, "$1;";
    RunBlock: Statement, 60, [Expr(V), Body(Sync)], (4, 1), Anywhere, All, "v$a.run($1, () => { if (t(\"$s\")) return; $2 });";
    SnapshotBlock: Statement, 16, [Expr(N), Body(Sync)], (1, 1), Anywhere, All, "$1.run(() => { if (t(\"$s\")) return; $2 });";
    RunThrows: Statement, 8, [Expr(V), Body(Sync), Tail(V)], (4, 1), Anywhere, All, "try { v$a.run($1, () => { if (t(\"$s\")) return; $2 ^3 throw $3; }); } catch (x) { t(\"$sc\", x); }";
    SnapshotThrows: Statement, 12, [Expr(N), Body(Sync), Tail(V)], (1, 1), Anywhere, All, "try { $1.run(() => { if (t(\"$s\")) return; $2 ^3 throw $3; }); } catch (x) { t(\"$sc\", x); }";
    CallCaught: Statement, 6, [Expr(F), Expr(V)], (1, 1), Anywhere, All, "try { $1($2); } catch (x) { t(\"$sc\", x); }";
    YieldAlone: Statement, 60, [Expr(V)], (1, 1), Yields, All, "yield $1;";
    AwaitAlone: Statement, 30, [Expr(V)], (1, 1), Awaits, All, "await $1;";
    Advance: Statement, 14, [Expr(V)], (2, 1), Anywhere, All, "t(\"$s\", g$a.next($1));";
    AdvanceAsync: Statement, 12, [Expr(V)], (2, 1), Anywhere, All, "a$a.next($1);";
    HandleLate: Statement, 2, [Expr(V)], (5, 1), Anywhere, All, "{ const p = C$a.reject($1); setTimeout(() => { p.catch(() => {}); }, 1); }";
    SetPromise: Statement, 10, [Expr(P)], (3, 1), Anywhere, All, "p$a = $1;";
    SetFunction: Statement, 5, [Expr(F)], (2, 1), Anywhere, All, "f$a = $1;";
    SetGenerator: Statement, 6, [Expr(G)], (2, 1), Anywhere, All, "g$a = $1;";
    SetAsyncGenerator: Statement, 6, [Expr(AG)], (2, 1), Anywhere, All, "a$a = $1;";
    SetReader: Statement, 4, [Expr(R)], (2, 1), Anywhere, NotNode, "s$a = $1;";
    SetSnapshot: Statement, 5, [Expr(N)], (2, 1), Anywhere, All, "n$a = $1;";
    WithResolvers: Statement, 4, [], (3, 5), Anywhere, All, "{ const r = C$b.withResolvers(); p$a = r.promise; f0 = r.resolve; f1 = r.reject; }";
    NewVariable: Statement, 2, [], (3, 3), Anywhere, All, "renew[$a]($b);";
    Try: Statement, 5, [Here, Here], (1, 1), Anywhere, All, "try { $1 } catch (x) { t(\"$s\", x); $2 }";
    Finally: Statement, 4, [Here, Here], (1, 1), Anywhere, All, "try { $1 } finally { t(\"$s\"); $2 }";
    Throw: Statement, 3, [Expr(V)], (1, 1), Anywhere, All, "throw $1;";
    ThrowError: Statement, 1, [], (1, 1), Anywhere, All, "throw new RangeError();";
    Return: Statement, 4, [Expr(V)], (1, 1), Returns, All, "return $1;";
    ForOf: Statement, 4, [Expr(I), Loop], (1, 1), Anywhere, All, "for (const z of $1) { const x = z; t(\"$s\", x); $2 }";
    ForOfBreak: Statement, 2, [Expr(I), Loop], (1, 1), Anywhere, All, "for (const z of $1) { const x = z; t(\"$s\", x); $2 break; }";
    ForAwait: Statement, 8, [Expr(AI), Loop], (1, 1), Awaits, All, "for await (const z of $1) { const x = z; t(\"$s\", x); $2 }";
    ForAwaitBreak: Statement, 4, [Expr(AI), Loop], (1, 1), Awaits, All, "for await (const z of $1) { const x = z; t(\"$s\", x); $2 break; }";
    Destructure: Statement, 3, [Expr(I), Here], (1, 1), Anywhere, ExactEngine, "{ const [z, w] = $1; { const x = z, y = w; t(\"$s\", y); $2 } }";
    Collect: Statement, 3, [], (1, 1), Anywhere, All, "gc();";
    Timer: Statement, 6, [Expr(F)], (1, 4), Anywhere, All, "setTimeout($1, 1 + $b);";
    SetTimer: Statement, 2, [Expr(F)], (2, 4), Anywhere, All, "h$a = setTimeout($1, 1 + $b);";
    ClearTimer: Statement, 1, [], (2, 1), Anywhere, All, "clearTimeout(h$a);";
    Interval: Statement, 3, [Body(Sync)], (3, 1), Anywhere, All, "{ let i = 0; const h = setInterval(() => { if (t(\"$s\") || ++i > 1) clearInterval(h); $1 }, 1 + $a); }";
    Microtask: Statement, 5, [Expr(F)], (1, 1), Anywhere, All, "queueMicrotask($1);";
    Listen: Statement, 4, [Expr(F)], (2, 1), Anywhere, All, "e$a.addEventListener(\"e\", $1);";
    ListenOnce: Statement, 2, [Expr(F)], (2, 1), Anywhere, All, "e$a.addEventListener(\"e\", $1, { once: true });";
    Dispatch: Statement, 4, [], (2, 1), Anywhere, All, "e$a.dispatchEvent(new Event(\"e\"));";
    NewController: Statement, 1, [], (2, 1), Anywhere, All, "c$a = new AbortController();";
    ListenAbort: Statement, 3, [Expr(F)], (2, 1), Anywhere, All, "c$a.signal.addEventListener(\"abort\", $1);";
    Abort: Statement, 3, [], (2, 1), Anywhere, All, "c$a.abort();";
    Timeout: Statement, 2, [Expr(F)], (3, 1), Anywhere, NotNode, "AbortSignal.timeout(1 + $a).addEventListener(\"abort\", $1);";
    Register: Statement, 2, [], (2, 4), Anywhere, NotNode, "(() => { r$a.register({}, $b); })();";
    NewRegistry: Statement, 2, [], (2, 1), Anywhere, NotNode, "r$a = registry(\"$s\");";
    Post: Statement, 3, [], (2, 1), Anywhere, NotNode, "m$a.port1.postMessage($a);";
    Receive: Statement, 3, [Expr(F)], (2, 1), Anywhere, NotNode, "m$a.port2.onmessage = $1;";

    // Values.
    Undefined: Value, 3, [], (1, 1), Anywhere, All, "undefined";
    Number: Value, 6, [], (8, 1), Anywhere, All, "$a";
    Object: Value, 4, [], (4, 1), Anywhere, All, "o$a";
    X: Value, 6, [], (1, 1), Anywhere, All, "x";
    Y: Value, 2, [], (1, 1), Anywhere, All, "y";
    Get: Value, 3, [], (4, 1), Anywhere, All, "v$a.get()";
    Call: Value, 8, [Expr(F), Expr(V)], (1, 1), Anywhere, All, "$1($2)";
    Run: Value, 24, [Expr(V), Expr(F), Expr(V)], (4, 1), Anywhere, All, "v$a.run($1, $2, $3)";
    RunNothing: Value, 1, [Expr(V)], (4, 1), Anywhere, All, "v$a.run($1, undefined)";
    SnapshotRun: Value, 8, [Expr(N), Expr(F), Expr(V)], (1, 1), Anywhere, All, "$1.run($2, $3)";
    SnapshotRunNothing: Value, 1, [Expr(N)], (1, 1), Anywhere, NotNode, "$1.run(null)";
    Await: Value, 16, [Expr(V)], (1, 1), Awaits, All, "(await $1)";
    Yield: Value, 24, [Expr(V)], (1, 1), Yields, All, "(yield $1)";
    YieldStar: Value, 24, [Expr(I)], (1, 1), YieldsSync, All, "(yield* $1)";
    YieldStarAsync: Value, 24, [Expr(AI)], (1, 1), YieldsAsync, All, "(yield* $1)";
    Next: Value, 8, [Expr(G), Expr(V)], (1, 1), Anywhere, All, "$1.next($2)";
    GeneratorReturn: Value, 3, [Expr(G), Expr(V)], (1, 1), Anywhere, All, "$1.return($2)";
    GeneratorThrow: Value, 3, [Expr(G), Expr(V)], (1, 1), Anywhere, All, "$1.throw($2)";
    Spread: Value, 3, [Expr(I)], (1, 1), Anywhere, All, "[...$1]";
    Thenable: Value, 5, [Body(Sync)], (1, 1), Anywhere, All, "({ then(x, y) { if (t(\"$s\")) return; $1 } })";
    ThenableGetter: Value, 4, [Body(Sync), Tail(H)], (1, 1), Anywhere, All, "({ get then() { if (t(\"$s\")) return; $1 ^2 return $2; } })";

    // Promises.
    Promise: Promise, 10, [], (3, 1), Anywhere, All, "p$a";
    Resolve: Promise, 6, [Expr(V)], (5, 1), Anywhere, All, "C$a.resolve($1)";
    Reject: Promise, 4, [Expr(V)], (5, 1), Anywhere, All, "C$a.reject($1)";
    New: Promise, 6, [Body(Sync)], (5, 1), Anywhere, All, "new C$a((x, y) => { t(\"$s\"); $1 })";
    NewResolved: Promise, 5, [Body(Sync), Tail(V)], (5, 1), Anywhere, All, "new C$a((x, y) => { t(\"$s\"); $1 ^2 x($2); })";
    NewRejected: Promise, 3, [Body(Sync), Tail(V)], (5, 1), Anywhere, All, "new C$a((x, y) => { t(\"$s\"); $1 ^2 y($2); })";
    Then: Promise, 14, [Expr(P), Expr(H), Expr(H)], (1, 1), Anywhere, All, "$1.then($2, $3)";
    Catch: Promise, 5, [Expr(P), Expr(H)], (1, 1), Anywhere, All, "$1.catch($2)";
    PromiseFinally: Promise, 5, [Expr(P), Expr(H)], (1, 1), Anywhere, All, "$1.finally($2)";
    All: Promise, 3, [Expr(I)], (5, 1), Anywhere, All, "C$a.all($1)";
    AllSettled: Promise, 3, [Expr(I)], (5, 1), Anywhere, All, "C$a.allSettled($1)";
    Any: Promise, 3, [Expr(I)], (5, 1), Anywhere, All, "C$a.any($1)";
    Race: Promise, 3, [Expr(I)], (5, 1), Anywhere, All, "C$a.race($1)";
    PromiseTry: Promise, 3, [Expr(F), Expr(V)], (5, 1), Anywhere, All, "C$a.try($1, $2)";
    CallAsync: Promise, 10, [Expr(AF), Expr(V)], (1, 1), Anywhere, All, "$1($2)";
    Import: Promise, 5, [Body(Module)], (1, 1), Anywhere, NotNode, "import(module(async (x, y) => { t(\"$s\"); try { $1 } catch (x) { t(\"$sc\", x); } }))";
    Read: Promise, 8, [Expr(R)], (1, 1), Anywhere, NotNode, "$1.read()";
    Sleep: Promise, 4, [], (3, 1), Anywhere, All, "new Promise((x) => { setTimeout(x, 1 + $a); })";
    AsyncNext: Promise, 8, [Expr(AG), Expr(V)], (1, 1), Anywhere, All, "$1.next($2)";
    AsyncReturn: Promise, 3, [Expr(AG), Expr(V)], (1, 1), Anywhere, NotNode, "$1.return($2)";
    AsyncThrow: Promise, 3, [Expr(AG), Expr(V)], (1, 1), Anywhere, All, "$1.throw($2)";

    // Functions.
    Missing: Handler, 4, [], (1, 1), Anywhere, All, "undefined";
    Null: Handler, 1, [], (1, 1), Anywhere, All, "null";
    Arrow: Function, 20, [Body(Sync)], (1, 1), Anywhere, All, "(x, y) => { if (t(\"$s\", x)) return; $1 }";
    Function: Function, 4, [], (2, 1), Anywhere, All, "f$a";
    Wrap: Function, 6, [Expr(F)], (1, 1), Anywhere, All, "AsyncContext.Snapshot.wrap($1)";
    FunctionX: Function, 4, [], (2, 1), Anywhere, All, "fun(x, f$a)";
    FunctionY: Function, 2, [], (2, 1), Anywhere, All, "fun(y, f$a)";
    AsyncArrow: AsyncFunction, 10, [Body(Async)], (1, 1), Anywhere, All, "async (x, y) => { if (t(\"$s\", x)) return; $1 }";

    // Generators and iterables.
    Generator: Generator, 10, [], (2, 1), Anywhere, All, "g$a";
    NewGenerator: Generator, 10, [Expr(V), Body(Gen)], (1, 1), Anywhere, All, "made((function* (x, y) { if (t(\"$s\", x)) return; $2 })($1))";
    AsyncGenerator: AsyncGenerator, 10, [], (2, 1), Anywhere, All, "a$a";
    NewAsyncGenerator: AsyncGenerator, 10, [Expr(V), Body(AsyncGen)], (1, 1), Anywhere, All, "madeAsync((async function* (x, y) { if (t(\"$s\", x)) return; $2 })($1))";
    Array: Iterable, 8, [Expr(V), Expr(V)], (1, 1), Anywhere, All, "[$1, $2]";
    Iterator: Iterable, 4, [Body(Sync)], (3, 1), Anywhere, All, "({ i: 0, [Symbol.iterator]() { t(\"$si\"); return this; }, next(x) { if (t(\"$sn\", x)) return { value: 0, done: true }; const y = undefined; $1 this.i += 1; return { value: this.i, done: this.i > $a }; }, return(x) { t(\"$sr\", x); return { value: x, done: true }; } })";
    AsyncIterator: AsyncIterable, 5, [Body(Sync)], (3, 1), Anywhere, All, "({ i: 0, [Symbol.asyncIterator]() { t(\"$si\"); return this; }, next(x) { if (t(\"$sn\", x)) return { value: 0, done: true }; const y = undefined; $1 this.i += 1; return { value: this.i, done: this.i > $a }; }, return(x) { t(\"$sr\", x); return { value: x, done: true }; } })";

    // Snapshots.
    Snapshot: Snapshot, 6, [], (2, 1), Anywhere, All, "n$a";
    NewSnapshot: Snapshot, 6, [], (1, 1), Anywhere, All, "new AsyncContext.Snapshot()";
    SnapshotWith: Snapshot, 12, [Expr(V)], (4, 1), Anywhere, All, "v$a.run($1, () => new AsyncContext.Snapshot())";

    // Streams.
    Reader: Reader, 10, [], (2, 1), Anywhere, NotNode, "s$a";
    NewReader: Reader, 3, [Body(Sync), Body(Sync)], (4, 1), Anywhere, NotNode, "reader($a, () => { if (t(\"$ss\")) return; const x = undefined, y = undefined; $1 }, () => { if (t(\"$sp\")) return; const x = undefined, y = undefined; $2 })";
}

/// The form of a node that is no block.
#[must_use]
pub fn form_of(op: Op) -> Option<&'static Form> {
    FORMS.get((op as usize).checked_sub(1)?)
}

/// The slot that a node reads, by what it does and its first number.
#[must_use]
pub fn slot_read(op: Op, number: u8) -> Option<String> {
    let letter = match op {
        Op::Promise => 'p',
        Op::Function | Op::FunctionX | Op::FunctionY => 'f',
        Op::Generator | Op::Advance => 'g',
        Op::AsyncGenerator | Op::AdvanceAsync => 'a',
        Op::Snapshot => 'n',
        Op::Reader => 's',
        _ => return None,
    };
    Some(format!("{letter}{number}"))
}

/// The slot that a node writes, by what it does and its first number.
#[must_use]
pub fn slot_written(op: Op, number: u8) -> Option<String> {
    let letter = match op {
        Op::SetPromise => 'p',
        Op::SetFunction => 'f',
        Op::SetGenerator => 'g',
        Op::SetAsyncGenerator => 'a',
        Op::SetSnapshot => 'n',
        Op::SetReader => 's',
        _ => return None,
    };
    Some(format!("{letter}{number}"))
}
