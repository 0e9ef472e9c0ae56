import { assertEquals } from "@std/assert";
import { progressOf, tellProgress } from "../../../core/cli/tell_progress.ts";
import { nextTurn } from "../../../core/source/event_turn.ts";

const PROGRESS = { name: "fc.weight", doneBytes: 0, totalBytes: 1024 } as const;

function createScreen() {
  const shown: string[] = [];
  const show = (text: string) => void shown.push(text);
  return { shown, errorIsTerminal: true, errorColumns: () => 80, showStatus: show, warn: show };
}

Deno.test("tellProgress() shows work of over a second as soon as what draws it is there", async () => {
  const screen = createScreen();
  let time = 0;
  const tell = tellProgress(screen, () => time);
  for (time = 0; time < 400; time += 50) tell(PROGRESS);
  time = 5000;
  // Importing takes some turns of the event loop, as it does between two blocks.
  for (let turns = 0; screen.shown.length === 0 && turns < 10_000; turns++) {
    tell(PROGRESS);
    await nextTurn();
  }
  assertEquals(screen.shown[0], "0 B of 1.0 KiB  fc.weight");
});

Deno.test("progressOf() gives an observer only where progress is to be told", () => {
  assertEquals(progressOf({ progress: false }, createScreen()), {});
  assertEquals(typeof progressOf({ progress: true }, createScreen()).progress, "function");
});
