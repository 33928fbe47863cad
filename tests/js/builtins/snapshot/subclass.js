// clause: SPEC 2, Snapshot can be subclassed
// An instance of a derived class has the derived prototype and works as a snapshot.
class Bookmark extends AsyncContext.Snapshot {
  constructor(label) {
    super();
    this.label = label;
  }
  runLabelled(func) { return `${this.label}: ${this.run(func)}`; }
}
const variable = new AsyncContext.Variable();
const bookmark = variable.run("set", () => new Bookmark("b"));
assert.sameValue(Object.getPrototypeOf(bookmark), Bookmark.prototype);
assert(bookmark instanceof AsyncContext.Snapshot);
assert.sameValue(bookmark.runLabelled(() => variable.get()), "b: set");
