// The methods.
console.log('log'); console.info('info'); console.debug('debug'); console.warn('warn'); console.error('error');
console.assert(true, 'no'); console.assert(false); console.assert(); console.assert(false, 'as %s', 1); console.assert(false, { a: 1 }, 2);
console.assert(0, Symbol('s'));
(function named() { console.trace('tr %d', 4.5); })(); console.trace(); [1].forEach(() => console.trace({ a: 1 }));
console.count(); console.count('x'); console.count(); console.count(undefined); console.countReset(); console.count(); console.countReset('none');
console.count('%s'); console.count({ toString() { return 'label'; } });
console.group('G %i', 3.7); console.log('in\nside'); console.group(); console.warn({ a: 1 }); console.groupEnd(); console.groupCollapsed('C'); console.log('deeper');
console.groupEnd(); console.groupEnd(); console.groupEnd(); console.log('out');
console.group('x'); console.clear(); console.log('after clear');
console.time('t'); console.time('t'); console.timeLog('none'); console.timeEnd('none');
console.dir('text', 2); console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 1 }); console.dir(); console.dirxml('a', { b: 1 }, [2]);
try { console.count(Symbol()); } catch (e) { console.log(e.name); }
try { console.count({ toString() { throw 5; } }); } catch (e) { console.log(e); }
console.table([{ a: 1, b: 'two' }, { a: 3, c: true }]); console.table([1, 'x', { a: 1 }]); console.table([[1, 2], [3, 4]]);
console.table({ row: { x: 1 }, other: 2 }); console.table([{ a: 1, b: 2 }], ['b', 'z']); console.table(new Map([['k', { v: 1 }]])); console.table(new Set([1]));
console.table(5); console.table('text'); console.table(); console.table([]); console.table([{ get g() { throw 1; } }]); console.table([new Error('x')], ['message']);
const proto = Object.getPrototypeOf(console);
console.log(Object.getOwnPropertyNames(proto).length, Object.getPrototypeOf(proto) === Object.prototype, String(console));
const d = Object.getOwnPropertyDescriptor(globalThis, 'console'); console.log(d.writable, d.enumerable, d.configurable);
const l = Object.getOwnPropertyDescriptor(console, 'log'); console.log(l.writable, l.enumerable, l.configurable, console.log.length, console.log.name);
console.log(Object.keys(console).join()); const { log } = console; log('without this'); try { new console.log(); } catch (e) { console.log(e.name); }
