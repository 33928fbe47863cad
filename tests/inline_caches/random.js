// Two worlds of the same objects live through the same random changes. One is read and written at places in code, which
// have inline caches, the other by `Reflect.get` and `Reflect.set`, which have none. Whatever the program does, both must
// see the same. Returns the first difference, or "same" and how much was compared.
(function (seed, rounds) {
    const random = (below) => {
        // The minimal standard generator: small and repeatable.
        seed = (seed * 48271) % 2147483647;
        return seed % below;
    };
    const NAMES = ["x", "y", "length", "Infinity"];

    // One place for each name, as a library has; all objects of all kinds pass it. A second set stays with few objects.
    const places = () => Object.fromEntries(NAMES.map((name) => [name, {
        get: new Function("object", `return object.${name}`),
        set: new Function("object", "value", `"use strict"; object.${name} = value`),
    }]));
    let busy = places();
    let quiet = places();
    const superPlaces = { __proto__: null, set(value) { "use strict"; super.x = value; } };

    function world(log) {
        const far = { y: "far y" };
        const near = { __proto__: far, x: "near x" };
        const plain = { __proto__: near };
        const twin = { __proto__: near };
        const own = { x: 1, y: 2 };
        const large = { __proto__: near };
        for (let i = 0; i < 1100; i++) large[`k${i}`] = i;
        const array = [1, 2, 3];
        const likeArray = { __proto__: Array.prototype };
        Object.defineProperty(likeArray, "length", { value: 3, writable: true });
        const numbers = { __proto__: near, a: 1 };
        const typed = new Int8Array(2);
        Object.setPrototypeOf(typed, near);
        const proxy = new Proxy({ __proto__: near }, { get: (target, key, receiver) => key === "y" ? "trapped" : Reflect.get(target, key, receiver) });
        const overProxy = { __proto__: proxy };
        const fn = function () {};
        const wrapper = new String("text");
        const instance = new (class { constructor() { this.x = 0; } get y() { return log("class getter"); } })();
        const objects = { far, near, plain, twin, own, large, array, likeArray, numbers, typed, proxy, overProxy, fn, wrapper, instance };
        return { objects, names: Object.keys(objects) };
    }

    const logs = [[], []];
    const logTo = (index) => (text) => { logs[index].push(text); return text; };
    const worlds = [world(logTo(0)), world(logTo(1))];
    const names = worlds[0].names;

    // A change of an object: made from random numbers once, then done in each world.
    function change() {
        const target = names[random(names.length)];
        const other = names[random(names.length)];
        const name = NAMES[random(NAMES.length)];
        const value = random(1000);
        const parent = [null, "near", "far"][random(3)];
        switch (random(12)) {
            case 0: return (o) => { o[target][name] = value; };
            case 1: return (o) => { delete o[target][name]; };
            case 2: return (o) => { Object.defineProperty(o[target], name, { value, writable: true, enumerable: true, configurable: true }); };
            case 3: return (o) => { Object.defineProperty(o[target], name, { value, writable: false, configurable: true }); };
            case 4: return (o, log) => { Object.defineProperty(o[target], name, { get: () => log(`get ${value}`), configurable: true, set: undefined }); };
            case 5: return (o, log) => { Object.defineProperty(o[target], name, { get: () => value, set: (v) => { log(`set ${value} ${v}`); }, configurable: true }); };
            // A getter and a setter that change what is being read or written.
            case 6: return (o, log) => { Object.defineProperty(o[target], name, {
                get() { delete o[target][name]; o[other].y = value; return log("deleted by its getter"); }, configurable: true }); };
            case 7: return (o) => { Object.defineProperty(o[target], name, {
                get() { Object.defineProperty(o[target], name, { value: () => "function value", configurable: true, writable: true }); return value; },
                set(v) { delete o[other].x; Object.defineProperty(o[target], name, { value: v, configurable: true, writable: true }); },
                configurable: true }); };
            // Nothing gets a proxy as its prototype: the rule against circles does not see through one.
            case 8: return (o) => { if (!/proxy/i.test(other)) Object.setPrototypeOf(o[target], o[other]); };
            case 9: return (o) => { if (target !== "large") o[target][`other${value % 5}`] = value; else delete o[target].k7; };
            case 10: return (o) => { delete o[target].a; o[target].a = value; };
            default: return (o) => { Object.setPrototypeOf(o[target], parent && o[parent]); };
        }
    }
    const tried = (action) => { try { return action(); } catch (error) { return `threw ${error.name}`; } };
    const show = (value) => typeof value === "function" ? "function" : typeof value === "object" ? "object" : `${typeof value} ${String(value)}`;

    function state({ objects }) {
        return names.map((name) => NAMES.map((key) => {
            const found = Reflect.getOwnPropertyDescriptor(objects[name], key);
            return found ? `${show(found.value)}${found.writable}${found.enumerable}${!!found.get}${!!found.set}` : "-";
        }).join(" ")).join("\n");
    }

    let compared = 0;
    for (let round = 0; round < rounds; round++) {
        if (random(200) === 0) { busy = places(); }
        if (random(20) === 0) { quiet = places(); }
        const action = change();
        const results = worlds.map(({ objects }, index) => tried(() => action(objects, logTo(index))));
        if (results[0] !== results[1]) return `change ${round}: ${results.map(show)}`;
        for (let access = 0; access < 6; access++) {
            const target = random(3) ? names[2 + random(4)] : names[random(names.length)];
            const name = NAMES[random(3) ? random(2) : random(NAMES.length)];
            const place = random(2) ? busy : quiet;
            const kind = random(5);
            const value = random(6);
            const above = names[random(names.length)];
            const [cached, plain] = worlds.map(({ objects }, index) => tried(() => {
                const object = objects[target];
                if (kind === 4) {
                    const base = objects[above];
                    if (index === 0) { Object.setPrototypeOf(superPlaces, base); return superPlaces.set.call(object, value); }
                    if (!Reflect.set(base, "x", value, object)) throw new TypeError();
                    return undefined;
                }
                if (kind === 3) {
                    if (index === 0) return place[name].set(object, value);
                    if (!Reflect.set(object, name, value)) throw new TypeError();
                    return undefined;
                }
                return show(index === 0 ? place[name].get(object) : Reflect.get(object, name));
            }));
            compared++;
            if (cached !== plain) return `round ${round}, ${["get", "get", "get", "set", "super set"][kind]} ${target}.${name}: ${cached} at a place, ${plain} by Reflect`;
            if (kind >= 3) {
                const [first, second] = worlds.map(state);
                if (first !== second) return `round ${round}, after set ${target}.${name}:\n${first}\n--- and by Reflect\n${second}`;
            }
        }
        if (logs[0].join() !== logs[1].join()) return `round ${round}: the getters ran otherwise`;
        logs[0].length = logs[1].length = 0;
    }
    return `same, ${compared} accesses`;
})
