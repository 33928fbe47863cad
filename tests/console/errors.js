// Errors.
const outer = () => new Error('boom', { cause: new TypeError('why', { cause: 'root' }) });
console.log(outer());
console.log(new AggregateError([new Error('one'), 2], 'many'));
class ValidationError extends Error { constructor(m) { super(m); this.code = 'E_BAD'; this.details = { field: 'x' }; } }
console.log(new ValidationError('bad'));
console.log({ error: new RangeError('inside') }, [new Error()]);
const named = new Error('m'); named.name = 'Custom'; console.log(named);
const stackless = new Error('gone'); stackless.stack = undefined; console.log(stackless);
const written = new Error('w'); written.stack = 'Written: by hand\n    at nowhere'; console.log(written);
const lines = new Error('w'); lines.stack = '    at nowhere (x.js:1:1)'; console.log(lines);
const nasty = new Error('n'); Object.defineProperty(nasty, 'message', { get() { throw 1; } }); Object.defineProperty(nasty, 'name', { get() { throw 1; } });
Object.defineProperty(nasty, 'stack', { get() { throw 1; } }); Object.defineProperty(nasty, 'cause', { get() { throw 1; } }); console.log(nasty);
const cyclic = new Error('c'); cyclic.cause = cyclic; cyclic.self = { cyclic }; console.log(cyclic);
let chain = new Error('0'); for (let i = 1; i < 6; i++) chain = new Error(`${i}`, { cause: chain }); console.log(chain);
console.log(Object.create(Error.prototype), Object.create(new Error('proto')));
const message = new Error('x'); message.message = { not: 'text' }; console.log(message);
try { null.x } catch (e) { console.log(e) }
try { [1].forEach(() => decodeURI('%')) } catch (e) { console.log(e) }
console.log(Promise.reject(outer()).catch(() => {}) && 1);
console.error(outer());
