// Programs for engine/25-loops-that-await.patch. Each ends at the next line of this form: what it is called, and what it prints.

//# a loop that awaits in a static block => SyntaxError: invalid await usage at line 2, col 20 (native)
(async () => {
class A { static { for await (const x of [1]) print(x); } }
})();

//# a loop in a function of a static block [both] => 1
class A { static { this.done = (async () => { for await (const x of [1]) print(x); })(); } }

//# an await in a static block [both] => SyntaxError: invalid await usage at line 1, col 35 (native)
(async () => { class A { static { await 1; } } })();

//# a loop that does not await [both] => 1
class A { static { for (const x of [1]) print(x); } }
