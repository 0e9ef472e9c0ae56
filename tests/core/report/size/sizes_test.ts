import { assertEquals } from "@std/assert";
import type { SizeComparison } from "../../../../core/model/size.ts";
import { compareInputs } from "../../../../core/pipeline.ts";
import { openFileInput } from "../../../../core/resolve/open_file_input.ts";
import { sizeChange } from "../../../../core/report/size/size_change.ts";
import { EXACT } from "../../../contract/fixture.ts";

const FIXTURES = new URL("../../../../fixtures/", import.meta.url).pathname;

const FIGURES = [
  "file_bytes",
  "tensor_bytes",
  "parameter_bytes",
  "buffer_bytes",
  "state_bytes",
  "storage_bytes",
  "slack_bytes",
  "other_bytes",
  "bits_per_parameter",
] as const;

/** What torch and the file system say of a file. */
type SideFacts = Readonly<Record<(typeof FIGURES)[number], number>> & {
  readonly dtypes: Readonly<Record<string, number>>;
};

interface SizeFacts {
  readonly files: readonly [string, string];
  readonly old: SideFacts;
  readonly new: SideFacts;
}

const FACTS: Readonly<Record<string, SizeFacts>> = JSON.parse(
  Deno.readTextFileSync(`${FIXTURES}measures/sizes.json`),
);

async function sizesOf(old: string, fresh: string): Promise<SizeComparison> {
  await using before = openFileInput(old, old);
  await using after = openFileInput(fresh, fresh);
  const { comparison } = await compareInputs(before, after, { ...EXACT, values: false, sizes: true });
  return comparison.size!;
}

for (const [name, facts] of Object.entries(FACTS)) {
  Deno.test(`compareInputs() tells the sizes of files, ${name}, as torch has them`, async () => {
    const [old, fresh] = facts.files.map((file) => FIXTURES + file);
    const size = await sizesOf(old!, fresh!);
    for (const side of ["old", "new"] as const) {
      for (const figure of FIGURES) assertEquals(size[figure]![side], facts[side][figure], `${figure}.${side}`);
      const dtypes = size.dtypes!.filter((dtype) => dtype[side] > 0).map((dtype) => [dtype.name, dtype[side]]);
      assertEquals(Object.fromEntries(dtypes), facts[side].dtypes);
      const modules = size.modules!.reduce((sum, module) => sum + module[side], 0);
      assertEquals(modules, facts[side].tensor_bytes, "modules share out all tensors");
    }
  });
}

Deno.test("compareInputs() tells sizes the other way round as well", async () => {
  const paths = FACTS["fewer blocks"]!.files.map((file) => FIXTURES + file) as [string, string];
  const forward = await sizesOf(...paths), backward = await sizesOf(...(paths.toReversed() as [string, string]));
  assertEquals(backward.blocks, forward.blocks!.map(({ name, old, new: fresh }) => ({ name, old: fresh, new: old })));
  for (const list of ["dtypes", "modules"] as const) {
    const changes = forward[list]!.map(({ name, old, new: fresh }) => ({ name, ...sizeChange(fresh, old) }));
    assertEquals(backward[list], changes);
  }
});

Deno.test("compareInputs() tells modules and blocks by their names", async () => {
  const folder = `${FIXTURES}cases/blocks_dropped/`;
  const { modules, blocks } = await sizesOf(`${folder}old.pth`, `${folder}new.pth`);
  assertEquals(modules!.map(({ name, old, new: fresh }) => [name, old, fresh]), [
    ["model.layers", 320, 80],
    ["lm_head", 160, 80],
    ["model.embed", 160, 80],
  ]);
  assertEquals(blocks, [{ name: "model.layers", old: 4, new: 2 }]);
});

Deno.test("compareInputs() claims no overhead of compressed tensors, and no slack where there are no storages", async () => {
  const folder = `${FIXTURES}files/numpy/`;
  const { other_bytes, slack_bytes, unmeasured } = await sizesOf(`${folder}compressed.npz`, `${folder}stored.npz`);
  assertEquals([other_bytes!.old, other_bytes!.change, slack_bytes!.old, slack_bytes!.new], [null, null, null, null]);
  assertEquals(unmeasured, {
    "other_bytes.old": "tensors are compressed in the file",
    "slack_bytes.old": "the format keeps no storages apart from tensors",
    "slack_bytes.new": "the format keeps no storages apart from tensors",
  });
});

Deno.test("compareInputs() knows no more than the bytes of files that hold no tensors", async () => {
  for (
    const [old, fresh] of [["csv_cells/old.csv", "csv_cells/new.csv"], [
      "experiment/old/notes.txt",
      "experiment/new/notes.txt",
    ]]
  ) {
    const paths = [`${FIXTURES}cases/${old}`, `${FIXTURES}cases/${fresh}`] as const;
    const [before, after] = paths.map((path) => Deno.statSync(path).size) as [number, number];
    assertEquals(await sizesOf(...paths), {
      file_bytes: { old: before, new: after, change: after - before, ratio: after / before },
    });
  }
});
