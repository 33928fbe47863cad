// clause: SPEC 3, generator
// Setting the first variable exchanges no function: methods, descriptors, names and lengths are as before.
const v = new AsyncContext.Variable();
function* g() {}
async function* ag() {}
const methods = () => [g, ag].flatMap((f) => {
    const prototype = Object.getPrototypeOf(f.prototype);
    const iterator = Object.getPrototypeOf(prototype);
    return [...Reflect.ownKeys(prototype).map((key) => [prototype, key]),
        ...Reflect.ownKeys(iterator).filter((key) => typeof key === 'symbol').map((key) => [iterator, key])]
        .map(([object, key]) => Object.getOwnPropertyDescriptor(object, key));
});
const describe = (d) => [d.value ?? d.get, d.writable, d.enumerable, d.configurable,
    d.value?.name, d.value?.length].map((x) => x);
const before = methods().map(describe);
v.run(1, () => g());
const after = methods().map(describe);
assert.sameValue(after.length, before.length);
assert.sameValue(before.length > 10, true);
before.forEach((row, i) => row.forEach((x, j) => assert.sameValue(after[i][j], x)));
