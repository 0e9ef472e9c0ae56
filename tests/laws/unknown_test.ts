import { assert, assertEquals } from "@std/assert";
import { compareInputs } from "../../core/pipeline.ts";
import { exitStatus } from "../../core/report/exit_status.ts";
import { EXACT, memoryInput } from "../contract/fixture.ts";
import { buildZip } from "../core/source/build_zip.ts";
import { readFixture } from "./read_fixture.ts";

const NO_EXIT = { exitCode: false, diffOnly: false };

Deno.test("a tensor whose data are damaged is trouble, not the same", async () => {
  const good = readFixture("numpy/compressed.npz");
  const damaged = good.slice();
  // The last bytes of the first member's deflated data: its header can be read, its data cannot.
  const local = new DataView(damaged.buffer);
  const dataEnd = 30 + local.getUint16(26, true) + local.getUint16(28, true) + compressedSize(damaged);
  damaged[dataEnd - 2]! ^= 0xff;
  const report = await compareInputs(memoryInput("a.npz", good), memoryInput("a.npz", damaged), EXACT)
    .catch((error) => error as Error);
  if (report instanceof Error) return; // refused as a whole, which is exit status 2 as well
  assert(!report.verdict.startsWith("identical"), report.verdict);
  assertEquals(exitStatus(report, NO_EXIT), 2);
});

Deno.test("a tensor without data against the same with data is not the same", async () => {
  const meta = memoryInput("meta.pt", readFixture("pytorch/meta.pt"));
  const same = await compareInputs(meta, meta, EXACT);
  assertEquals(same.verdict, "identical_bytes");
  const report = await compareInputs(meta, memoryInput("b.pt", readFixture("pytorch/state_dict.pth")), EXACT);
  assert(!report.verdict.startsWith("identical"));
});

Deno.test("values that were not asked for are not called the same", async () => {
  const file = readFixture("pytorch/state_dict.pth");
  const changed = readFixture("pytorch/zip_default.pth");
  const pair = [memoryInput("a.pth", file), memoryInput("a.pth", changed)] as const;
  const report = await compareInputs(...pair, { ...EXACT, values: false });
  assert(!report.verdict.startsWith("identical"), report.verdict);
});

Deno.test("what a filter leaves out is not called the same", async () => {
  const folder = "../cases/fine_tuned/";
  const pair = ["old.pth", "new.pth"].map((name) => memoryInput(name, readFixture(folder + name)));
  const report = await compareInputs(pair[0]!, pair[1]!, { ...EXACT, filter: /^conv1/ });
  assertEquals(report.changes.filter(({ change }) => change !== "unchanged"), []);
  assertEquals(report.verdict, "unknown");
});

Deno.test("an encrypted member is trouble", async () => {
  const npy = readFixture("numpy/c_order.npy");
  const archive = buildZip([{ name: "a.npy", content: npy, flags: 1 }]);
  const outcome = await compareInputs(memoryInput("a.npz", archive), memoryInput("a.npz", archive), EXACT)
    .catch((error) => error as Error);
  assert(outcome instanceof Error || exitStatus(outcome, NO_EXIT) === 2);
});

/** From the directory, which states it even where the local header does not. */
function compressedSize(archive: Uint8Array): number {
  const view = new DataView(archive.buffer);
  for (let at = archive.length - 4; at >= 0; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return view.getUint32(view.getUint32(at + 16, true) + 20, true);
  }
  throw new Error("no directory");
}
