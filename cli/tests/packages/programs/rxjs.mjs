import { concatMap, delay, firstValueFrom, from, mergeMap, of, timer, toArray } from "rxjs";
import { assert, interleave, pause } from "./requests.mjs";

await interleave(async (id, here) => {
    const source = from([1, 2, 3]).pipe(
        concatMap(async (value) => {
            await pause(id + value);
            here("in concatMap");
            return value + id;
        }),
        mergeMap((value) => timer(value % 3).pipe(concatMap(() => {
            here("after a timer");
            return of(value).pipe(delay(1));
        }))),
        toArray(),
    );
    const values = await firstValueFrom(source);
    here("after the last value");
    assert(values.reduce((a, b) => a + b) === 6 + 3 * id, values.join());
});
