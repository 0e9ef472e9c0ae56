import { assertEquals } from "@std/assert";
import { TransferRate } from "../../../core/cli/transfer_rate.ts";

/** The rate after samples of `[milliseconds, bytes]`. */
function rateOf(samples: Iterable<readonly [number, number]>): number | null {
  const rate = new TransferRate();
  for (const [time, doneBytes] of samples) rate.add({ time, doneBytes });
  return rate.bytesPerSecond;
}

Deno.test("TransferRate tells no rate before something has moved", () => {
  assertEquals(rateOf([]), null);
  assertEquals(rateOf([[0, 0], [1000, 0]]), null);
  assertEquals(rateOf([[1000, 500]]), null);
  assertEquals(rateOf([[1000, 500], [1000, 600]]), null);
});

Deno.test("TransferRate does not count the time before the first byte", () => {
  assertEquals(rateOf([[0, 0], [9000, 0], [10_000, 500]]), 500);
});

Deno.test("TransferRate looks back five seconds, however often it is told", () => {
  const told = function* (every: number): Generator<[number, number]> {
    // 10 s at 100 bytes a second, then 10 s at 1000.
    for (let time = 0; time <= 20_000; time += every) yield [time, time <= 10_000 ? time / 10 : time - 9000];
  };
  for (const every of [10, 50, 200, 1000, 5000]) assertEquals(rateOf(told(every)), 1000);
});

Deno.test("TransferRate between lines that are further apart than its window is that of the last one", () => {
  assertEquals(rateOf([[0, 0], [10_000, 1000], [20_000, 31_000]]), 3000);
});
