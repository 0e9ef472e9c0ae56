/** A part of the repository, and what its files may import. */
export interface Zone {
  readonly name: string;
  /** Matched against the path from the repository's root. */
  readonly files: RegExp;
  /** Names of zones that it may import from beside itself; `"*"`: from all. */
  readonly imports: readonly string[];
  /** Names of zones that it may import types from. */
  readonly types?: readonly string[];
  /** Whether it may use `Deno.` and `node:`. */
  readonly native?: true;
  /** Whether its files and functions are bounded in length. */
  readonly bounded?: true;
}

function stage(name: string, options: Partial<Zone> = {}): Zone {
  const files = new RegExp(`^core/${name}/`);
  return { name, files, imports: ["model", "source", "plugin interface"], bounded: true, ...options };
}

/**
 * Every zone; the first that matches a path is its own. Data flows one way: a
 * stage knows the nouns of `model` and where bytes come from, never another
 * stage; the pipelines alone know the stages.
 */
export const ZONES: readonly Zone[] = [
  { name: "model", files: /^core\/model\//, imports: [], types: ["source"], bounded: true },
  { name: "source", files: /^core\/source\/file/, imports: ["model"], bounded: true, native: true },
  { name: "source", files: /^core\/source\//, imports: ["model"], bounded: true },
  {
    name: "plugin interface",
    files: /^core\/plugin\.ts$/,
    imports: [],
    types: ["model", "source"],
    bounded: true,
  },
  stage("resolve", { native: true }),
  stage("detect"),
  stage("load"),
  stage("match"),
  stage("compare"),
  stage("measure"),
  stage("quantization"),
  stage("analyse"),
  stage("rules", { imports: ["model"] }),
  stage("report"),
  stage("render", { imports: ["model"] }),
  stage("cli", { imports: ["*"], native: true }),
  { name: "pipeline", files: /^core\/[a-z_]+\.ts$/, imports: ["*"], bounded: true },
  { name: "registry", files: /^plugins\/registry\.ts$/, imports: ["*"], bounded: true },
  ...["pickle", "pytorch", "safetensors", "numpy", "json", "yaml", "csv"].map((id): Zone => ({
    name: `plugin ${id}`,
    files: new RegExp(`^plugins/${id}/`),
    imports: ["model", "source", "plugin interface", "plugin pickle"],
    bounded: true,
  })),
  { name: "entry", files: /^(mod|cli)\.ts$/, imports: ["*"], native: true, bounded: true },
  { name: "std", files: /^_std\//, imports: [] },
  { name: "tools", files: /^_tools\//, imports: ["*"], native: true, bounded: true },
  { name: "examples", files: /^examples\//, imports: ["*"], native: true, bounded: true },
  { name: "bench", files: /^bench\//, imports: ["*"], native: true, bounded: true },
  { name: "tests", files: /^tests\//, imports: ["*"], native: true },
];

/** The zone of a path from the repository's root. */
export function zoneOf(path: string): Zone | undefined {
  return ZONES.find(({ files }) => files.test(path));
}
