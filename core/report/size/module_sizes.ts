import type { NamedSize } from "../../model/size.ts";
import { bySize } from "./by_size.ts";
import { sizeChange } from "./size_change.ts";

/** A tensor, or a pair of them: its name in the model, and the bytes that it brings. */
export interface SizedTensor {
  /** The parts of its name. */
  readonly parts: readonly string[];
  readonly old: number;
  readonly new: number;
  readonly inOld: boolean;
  readonly inNew: boolean;
  /** Training state stands apart from the model, and is not taken apart. */
  readonly isState: boolean;
}

/** A module with more than this share of a side's model bytes is taken apart. */
const LARGE_SHARE = 0.5;

/** Names have as many parts as a file gives them; deeper modules stay whole. */
const DEEPEST = 8;

type Sized = Omit<SizedTensor, "inOld" | "inNew">;

interface Module {
  old: number;
  new: number;
  isState: boolean;
  /** Whether a part has parts itself, and a name that is no number. */
  hasNamedParts: boolean;
}

/**
 * Bytes by the first part of names, the largest module first. A module with
 * most of the bytes tells nothing, so it is taken apart, unless its parts are
 * but numbered: the blocks of a network stay together. `tensors` is gone
 * through once for each level.
 *
 * @example
 * ```ts
 * import { moduleSizes } from "./module_sizes.ts";
 * import { assertEquals } from "@std/assert";
 * const names = ["model.embed.weight", "model.layers.0.weight", "model.layers.1.weight", "head.weight"];
 * const tensors = names.map((name) => ({ parts: name.split("."), old: 8, new: 4, isState: false }));
 * assertEquals(moduleSizes(tensors).map(({ name, old }) => [name, old]), [
 *   ["model.layers", 16],
 *   ["head", 8],
 *   ["model.embed", 8],
 * ]);
 * ```
 */
export function moduleSizes(tensors: Iterable<Sized>): NamedSize[] {
  const opened = new Set<string>();
  let modules = gather(tensors, opened);
  for (let depth = 1; depth < DEEPEST; depth++) {
    const large = largeModules(modules);
    if (large.length === 0) break;
    for (const name of large) opened.add(name);
    modules = gather(tensors, opened);
  }
  return Array.from(modules, ([name, { old, new: fresh }]) => ({ name, ...sizeChange(old, fresh) })).sort(bySize);
}

function gather(tensors: Iterable<Sized>, opened: ReadonlySet<string>): Map<string, Module> {
  const modules = new Map<string, Module>();
  for (const { parts, old, new: fresh, isState } of tensors) {
    const { name, depth } = moduleOf(parts, opened);
    const module = modules.get(name) ?? { old: 0, new: 0, isState, hasNamedParts: false };
    module.old += old;
    module.new += fresh;
    module.isState &&= isState;
    module.hasNamedParts ||= depth + 1 < parts.length && !/^\d+$/.test(parts[depth]!);
    modules.set(name, module);
  }
  return modules;
}

function moduleOf(parts: readonly string[], opened: ReadonlySet<string>): { name: string; depth: number } {
  let name = parts[0]!, depth = 1;
  while (depth < parts.length && opened.has(name)) name += `.${parts[depth++]!}`;
  return { name, depth };
}

function largeModules(modules: ReadonlyMap<string, Module>): string[] {
  const ofModel = [...modules].filter(([, { isState }]) => !isState);
  const total = (side: "old" | "new") => ofModel.reduce((sum, [, module]) => sum + module[side], 0);
  const totals = { old: total("old"), new: total("new") };
  const isLarge = (module: Module) =>
    (["old", "new"] as const).some((side) => module[side] > LARGE_SHARE * totals[side]);
  return ofModel.filter(([, module]) => module.hasNamedParts && isLarge(module)).map(([name]) => name);
}
