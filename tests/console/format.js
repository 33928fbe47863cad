// Format specifiers.
console.log('%s is %d years, %i, %f, %o %O %j %% %c.', 'Bob', 42.5, 42.9, 1.5, { a: { b: { c: { d: 1 } } } }, { x: [1] }, { j: [1, 'x'] }, 'color: red');
console.log('%s', Symbol('a')); console.log('%i %d %f', Symbol(), Symbol(), Symbol()); console.log('%d %i %f', '42.5abc', '0x10', '1e3x');
console.log('%s %s', 'only one'); console.log('%s'); console.log('%%'); console.log('%% %s', 1); console.log('%', 1); console.log('%x %s', 1, 2); console.log('100%', 1);
console.log('a', '%s', 1); console.log({}, '%s', 1); console.log('%s', '%s', 2); console.log('%s %s', '%d', 3, 4);
console.log('%s', { toString() { return 'own'; } }, { toString() { throw 1; } }, null, undefined, -0, 10n);
console.log('%s %s %s %s', null, undefined, -0, 10n); console.log('%d', 10n); console.log('%i', {}); console.log('%o', 'text'); console.log('%O', [1, { a: { b: { c: 1 } } }]);
console.log('%c styled %c', 'a', 'b', 'rest'); console.log('%c%s', 'x', 'y');
try { console.log('%s', { toString() { throw new Error('mine'); } }); } catch (e) { console.log(e.message); }
const c = {}; c.c = c; console.log('%j', c); console.log('%j', undefined); console.log('%j', { toJSON() { return 'j'; } }); try { console.log('%j', 1n); } catch (e) { console.log(e.name); }
JSON.stringify = () => { throw 1; }; parseInt = () => { throw 1; }; console.log('%j %d', [1], 2); console.warn('%s!', 'warned'); console.log('ünï %s 😀', 'cödé');
