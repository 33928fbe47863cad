import { z } from "zod";
import { assert, interleave, pause } from "./requests.mjs";

await interleave(async (id, here) => {
    const schema = z.object({
        id: z.number().refine(async (value) => {
            await pause(id);
            here("in a refinement");
            return value === id;
        }),
        names: z.array(z.string().transform(async (name) => {
            await pause(id + name.length);
            here("in a transform");
            return name.toUpperCase();
        })),
    });
    const parsed = await schema.parseAsync({ id, names: ["a", "bc"] });
    here("after parsing");
    assert(parsed.names.join() === "A,BC", JSON.stringify(parsed));
    const failed = await schema.safeParseAsync({ id: -1, names: [] });
    assert(!failed.success, "it must fail");
});
