/**
 * The quantized layers of a comparison: what their tensors are to each other,
 * and the values that are compared in place of their codes.
 *
 * @module
 */
import { dequantizeLayer } from "./measure/dequantize/dequantize_layer.ts";
import type { QuantizedLayer } from "./model/quantized_layer.ts";
import type { QuantizedTensors } from "./model/quantized_tensors.ts";
import type { QuantizedLayers } from "./model/quantized_layers.ts";
import type { TensorNode } from "./model/tensor.ts";
import type { TensorTask } from "./model/tensor_task.ts";
import { type TensorsByName, tensorsByName } from "./model/tensors_by_name.ts";
import { dottedName } from "./model/tree_path.ts";
import { evidenceOf, titleOf } from "./quantization/describe_side.ts";
import { findLayers } from "./quantization/find_layers.ts";
import type { Side } from "./side.ts";

/** Why values of layers that are packed otherwise are left out. */
const ON_REQUEST = "quantized on one side: compared dequantized with --quantization-analysis";

/** How layers are looked for and read. */
interface LookOptions {
  /** Whether shapes that are stored in tensors, and values, may be read. */
  readonly mayRead: boolean;
  readonly mostScales: number;
}

/** A side's layers, by the names of tensors that have to do with them. */
interface LayersByName {
  readonly side: "old" | "new";
  readonly stateDict: readonly string[];
  readonly file: string;
  /** By the names of their packed tensors. */
  readonly byPacked: ReadonlyMap<string, QuantizedLayer>;
  /** Parts of layers, their packed tensors included. */
  readonly parts: ReadonlySet<string>;
  /** Groups by names of parts, and by names of weights that the other side has. */
  readonly groups: ReadonlyMap<string, Group>;
}

type Group = { -readonly [K in keyof QuantizedLayers]: QuantizedLayers[K] };

/** Finds the quantized layers of both sides among the tensors of a comparison. */
export async function findQuantizedTensors(
  tasks: readonly TensorTask[],
  old: Side,
  fresh: Side,
  options: LookOptions,
): Promise<QuantizedTensors> {
  const oldTensors = tensorsByName(old.leaves, old.stateDict),
    newTensors = tensorsByName(fresh.leaves, fresh.stateDict);
  const sides = {
    old: await layersOf("old", old, oldTensors, newTensors, options),
    new: await layersOf("new", fresh, newTensors, oldTensors, options),
  };
  const groups = new Map<TensorTask, Group>(), readings = new Map<TensorTask, TensorTask>();
  const reasons = new Map<TensorTask, string>();
  for (const task of tasks) {
    const name = nameOf(task, sides), by = [sides.new, sides.old].find((side) => side.groups.has(name));
    if (!by) continue;
    const group = by.groups.get(name)!, layer = task[by.side] && by.byPacked.get(name);
    groups.set(task, group);
    if (task.change !== "revalued") group.tensors++;
    if (!layer || !task.old || !task.new) continue;
    const reading = options.mayRead ? readingOf(task, layer, by, options) : ON_REQUEST;
    if (typeof reading === "string") reasons.set(task, reading);
    else group.dequantized++;
    readings.set(task, typeof reading === "string" ? withSides(task, null, null) : reading);
  }
  return {
    groups: [...new Set([...sides.old.groups.values(), ...sides.new.groups.values()])].filter(({ tensors }) =>
      tensors > 0
    ),
    groupOf: (task) => groups.get(task),
    elementsOf: (task, side) => {
      const name = nameOf(task, sides), { byPacked, parts } = sides[side];
      if (!parts.has(name)) return undefined;
      return byPacked.has(name) ? byPacked.get(name)!.elements ?? undefined : 0;
    },
    readingOf: (task) => readings.get(task) ?? task,
    reasonOf: (task) => reasons.get(task),
  };
}

/** The name of a tensor within its state dict. */
function nameOf({ keys, new: fresh }: TensorTask, sides: Readonly<Record<"old" | "new", LayersByName>>): string {
  return dottedName(keys.slice(sides[fresh ? "new" : "old"].stateDict.length));
}

async function layersOf(
  side: "old" | "new",
  { path, stateDict }: Side,
  tensors: TensorsByName,
  others: TensorsByName,
  { mayRead }: LookOptions,
): Promise<LayersByName> {
  const byPacked = new Map<string, QuantizedLayer>(), parts = new Set<string>();
  const schemes = new Map<string, Group>(), groups = new Map<string, Group>();
  for (const layer of await findLayers(tensors, mayRead)) {
    const { name, scheme, partNames, bits } = layer;
    if (name === partNames[0] && isStored(layer)) continue; // Its tensor is read as what it stands for.
    byPacked.set(partNames[0]!, layer);
    for (const part of partNames) parts.add(part);
    if (!isFloating(others.get(name))) continue;
    const group = schemes.get(scheme) ?? emptyGroup(side, layer);
    schemes.set(scheme, group);
    group.layers++;
    if (bits !== null && !group.bits.includes(bits)) group.bits = [...group.bits, bits].sort((a, b) => a - b);
    for (const each of [...partNames, name]) groups.set(each, group);
  }
  return { side, stateDict, file: path, byPacked, parts, groups };
}

function emptyGroup(side: "old" | "new", layer: QuantizedLayer): Group {
  const { scheme } = layer, evidence = evidenceOf(layer);
  const facts = { title: titleOf(scheme), basis: isStored(layer) ? "stored" : "inferred", evidence } as const;
  return { side, scheme, ...facts, layers: 0, bits: [], tensors: 0, dequantized: 0 };
}

function isStored({ unpacking }: QuantizedLayer): boolean {
  return unpacking.kind === "stored";
}

function isFloating(node: TensorNode | undefined): boolean {
  return node !== undefined && !node.quantization && node.dtype.kind === "float" && node.dtype.bits >= 16;
}

/** The pair with dequantized values in place of codes, where each code is an element in its own place; else why not. */
function readingOf(
  task: TensorTask,
  layer: QuantizedLayer,
  { side, file }: LayersByName,
  { mostScales }: LookOptions,
): TensorTask | string {
  if (layer.unpacking.kind !== "scaled" || task.change === "reshaped") return ON_REQUEST;
  const weight = (side === "old" ? task.new : task.old)!;
  const pair = dequantizeLayer(layer, weight, { mostScales, zeroOffset: 1, file });
  if (typeof pair === "string") return `quantized on one side, and not dequantized: ${pair}`;
  return side === "old"
    ? withSides(task, pair.dequantized, pair.weight)
    : withSides(task, pair.weight, pair.dequantized);
}

/** The same task about other tensors. */
function withSides(task: TensorTask, old: TensorNode | null, fresh: TensorNode | null): TensorTask {
  const { role, change } = task;
  return {
    role,
    change,
    old,
    new: fresh,
    get path() {
      return task.path;
    },
    get keys() {
      return task.keys;
    },
  };
}
