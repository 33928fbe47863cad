// Values that are no objects, boxed ones, dates and regular expressions.
console.log(Symbol('s'), Symbol(), Symbol.iterator, 10n, -0, 0, 1.5, NaN, -Infinity, 1e21, true, null, undefined, 'str');
console.log(['str', 10n, -0, Symbol('in'), null, undefined, true]);
console.log(); console.log(''); console.log(' ', 'x'); console.log(undefined);
console.log(new String('x'), new Number(-0), new Boolean(false), Object(1n), Object(Symbol('b')), Object.assign(new String('y'), { p: 1 }));
console.log(new Date(0), new Date(NaN), [new Date(1e12)], Object.assign(new Date(0), { p: 1 }));
console.log(/re/g, [/a\/b\n/giu], Object.assign(/x/, { p: 1 }), Object.defineProperty(/y/, 'flags', { get() { throw 1; } }), [/\\/, /https?:\/\//, new RegExp('/'), new RegExp('\\/'), new RegExp('\\\\/')]);
console.log(2n ** 100n, String(2n ** 20000n).length, [2n ** 200000n]);
console.log('😀', '\ud83d', 'two\nlines', ['two\nlines']);
console.log(new Function('a', 'return a'), native, Math.max, console.log, (() => {}).bind(null));
console.log(['\u202eevil', '\u2028', '\x7f', '\n'], { ['\u202e\n']: 1 }, Object.defineProperty(() => {}, 'name', { value: 'a\n\u202eb' }));
