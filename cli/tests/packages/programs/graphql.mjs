import { buildSchema, graphql } from "graphql";
import { assert, interleave, pause } from "./requests.mjs";

const schema = buildSchema("type User { id: Int, friends: [User] } type Query { user(id: Int): User }");

await interleave(async (id, here) => {
    class User {
        constructor(of) {
            this.of = of;
        }
        async id() {
            await pause(id);
            here("in a resolver");
            return this.of;
        }
        async friends() {
            await pause(id + this.of);
            here("in the resolver of a list");
            return [new User(this.of + 1), new User(this.of + 2)];
        }
    }
    const source = `{ user(id: ${id}) { id friends { id } } }`;
    const { data, errors } = await graphql({ schema, source, rootValue: { user: ({ id }) => new User(id) } });
    here("after the query");
    assert(!errors && data.user.friends[1].id === id + 2, JSON.stringify({ data, errors }));
});
