// Variables, snapshots, modules, the global object.
import * as self from './contexts.mjs';
export const answer = 42; export default function main() {} export let later = { a: [1] };
const user = new AsyncContext.Variable({ name: 'user', defaultValue: { id: 0 } }), nameless = new AsyncContext.Variable();
console.log(user, nameless, AsyncContext, AsyncContext.Variable);
user.run({ id: 7, roles: ['a'] }, () => nameless.run('x', () => { console.log(new AsyncContext.Snapshot()); console.log({ deep: { deeper: { s: new AsyncContext.Snapshot() } } }); }));
console.log(new AsyncContext.Snapshot(), new (class Mine extends AsyncContext.Variable {})({ name: 'm' }));
console.log(self);
console.log({ self });
setTimeout(() => { const e = new Error('late', { cause: new TypeError('first') }); e.status = 500; throw e; }, 1);
user.run('u', () => setTimeout(() => { throw { thrown: { an: { object: {} } } }; }, 2));
setTimeout(() => { throw 'a string'; }, 3); setTimeout(() => null.x, 4); setTimeout(() => { Promise.reject(new AggregateError([new Error('inner')], 'all')); }, 5);
setTimeout(decodeURI, 6, '%');
