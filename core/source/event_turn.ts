/**
 * Lets the event loop turn once, so that messages, timers and signals are taken
 * in: a promise alone does not, and a timer waits for milliseconds.
 *
 * @example
 * ```ts
 * import { nextTurn } from "./event_turn.ts";
 * import { assert } from "@std/assert";
 * let fired = false;
 * setTimeout(() => fired = true, 0);
 * for (const end = Date.now() + 1000; !fired && Date.now() < end;) await nextTurn();
 * assert(fired);
 * ```
 */
export function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      port2.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
