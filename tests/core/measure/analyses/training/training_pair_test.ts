import { assert, assertEquals } from "@std/assert";
import { comparePaths, REGISTRY } from "../../../../../mod.ts";
import type { AnalysisStatus } from "../../../../../core/model/report.ts";
import { assertFigures } from "../close_figures.ts";

const FOLDER = new URL("../../../../../fixtures/analyses/defaults/training/", import.meta.url);

type Figures = Readonly<Record<string, unknown>>;

/** What torch and SciPy say of the pair: `fixtures/make/analysis_defaults.py`. */
const FACTS: {
  readonly states: Readonly<Record<string, Figures>>;
  readonly speeds: Readonly<Record<string, Figures>>;
  readonly distances: Readonly<Record<string, Figures>>;
  readonly depth: { readonly relative_l2: readonly number[]; readonly spearman: number };
} = JSON.parse(Deno.readTextFileSync(new URL("facts.json", FOLDER)));

/** One analysis of the pair. Norms are made from mean and deviation, which are exact to about 1e-12. */
async function analysed(id: string, sides: readonly [string, string] = ["old", "new"]): Promise<AnalysisStatus> {
  const [old, fresh] = sides.map((side) => new URL(`${side}.pth`, FOLDER).pathname);
  const { analyses } = await comparePaths(old!, fresh!, { registry: REGISTRY, analyses: [id] });
  return analyses.find((each) => each.id === id)!;
}

async function figuresByPath(id: string): Promise<ReadonlyMap<string, Figures>> {
  const { results } = await analysed(id), { figures = {}, tensors = [] } = results!;
  return new Map([["", figures], ...tensors.map(({ path, figures }) => [path, figures] as const)]);
}

function pick(figures: Figures, names: readonly string[]): Figures {
  return Object.fromEntries(names.map((name) => [name, figures[name]]));
}

Deno.test("momentHealth gives the norms and steps of torch's states", async () => {
  const found = await figuresByPath("moment-health");
  const names = ["old_first", "new_first", "old_second", "new_second", "old_step", "new_step"];
  for (const [path, facts] of Object.entries(FACTS.states)) assertFigures(found.get(path), pick(facts, names), path);
  assertEquals(pick(found.get("")!, ["states", "reset"]), { states: Object.keys(FACTS.states).length, reset: 0 });
});

Deno.test("momentHealth counts moments that are all zero after more than two steps", async () => {
  const folder = new URL("../../../findings/moments_reset/", FOLDER);
  const [old, fresh] = ["old", "new"].map((side) => new URL(`${side}.pth`, folder).pathname);
  const { analyses } = await comparePaths(old!, fresh!, { registry: REGISTRY, analyses: ["moment-health"] });
  const { states, reset } = analyses.find(({ id }) => id === "moment-health")!.results!.figures!;
  assert(typeof states === "number" && states > 0);
  assertEquals(reset, states);
});

Deno.test("momentAlignment gives torch's cosines, each with its parameter", async () => {
  const found = await figuresByPath("moment-alignment");
  for (const [path, facts] of Object.entries(FACTS.states)) {
    assertFigures(found.get(path), pick(facts, ["moments", "update", "parameter"]), path, 1e-8);
  }
});

Deno.test("speedPerStep gives what torch gives of each module and of all", async () => {
  const found = await figuresByPath("speed-per-step");
  for (const [path, facts] of Object.entries(FACTS.speeds)) assertFigures(found.get(path), facts, path);
  assertEquals(pick(found.get("")!, ["steps", "learning_rate"]), { steps: 9, learning_rate: 0.01 });
});

Deno.test("speedPerStep is skipped where the steps go back, and says so", async () => {
  const { status, reason } = await analysed("speed-per-step", ["new", "old"]);
  assertEquals([status, reason], ["skipped", "the steps do not go on: 21 to 12 (optimizer.state.0.step)"]);
});

Deno.test("emaDistance gives torch's distances of each average and of all", async () => {
  const found = await figuresByPath("ema-distance");
  for (const [path, facts] of Object.entries(FACTS.distances)) assertFigures(found.get(path), facts, path);
});

Deno.test("depthProfile gives the relative changes of blocks, and SciPy's rank correlation", async () => {
  const found = await figuresByPath("depth-profile");
  for (const [block, relative_l2] of FACTS.depth.relative_l2.entries()) {
    assertFigures(found.get(`model.blocks.${block}`), { relative_l2 }, `block ${block}`);
  }
  const whole = { spearman: FACTS.depth.spearman, blocks: 5, part: "model.blocks" };
  assertFigures(found.get(""), whole, "the whole", 1e-12);
});
