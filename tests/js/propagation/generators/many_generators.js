// clause: SPEC 3, generator
// Two hundred suspended generators, made in as many runs, keep their mappings over a garbage collection.
const v = new AsyncContext.Variable({ defaultValue: -1 });
function* g() { yield v.get(); yield v.get(); }
const gens = [];
for (let i = 0; i < 200; i++) gens.push(v.run(i, g));
assert(gens.every((gen, i) => v.run('r', () => gen.next().value) === i));
$host.gc();
assert(gens.every((gen, i) => gen.next().value === i));
