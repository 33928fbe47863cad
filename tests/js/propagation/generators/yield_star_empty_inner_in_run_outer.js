// clause: SPEC 3, generator (yield*)
// `yield*` into a generator started in the empty mapping: its body stays in the empty mapping inside the outer one.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* inner() { yield v.get(); yield v.get(); }
const innerGen = inner();
innerGen.next();
function* outer() { yield* innerGen; yield v.get(); }
const gen = v.run('outer', outer);
assert.compareArray([...gen], ['empty', 'outer']);
