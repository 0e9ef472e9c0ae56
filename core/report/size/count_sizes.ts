import { isBufferName } from "../../model/buffer_names.ts";
import { quote } from "../../model/escape.ts";
import type { SizeComparison } from "../../model/size.ts";
import type { TensorTask } from "../../model/tensor_task.ts";
import { bySize } from "./by_size.ts";
import { countBlocks } from "../../model/count_blocks.ts";
import { moduleSizes, type SizedTensor } from "./module_sizes.ts";
import { SideSizes } from "./side_sizes.ts";
import { knownSizeChange, sizeChange } from "./size_change.ts";

/** What is known of one side beside its tensors. */
export interface SizedFile {
  /** Of the file and the shards that it names. */
  readonly bytes: number;
  /** The keys that lead to the model's state dict. */
  readonly stateDict: readonly string[];
  /** Whether its container says that members are compressed. */
  readonly isCompressed: boolean;
  /** Whether a filter leaves tensors out. */
  readonly isFiltered: boolean;
}

const SIDES = ["old", "new"] as const;

/** What a pair takes in bytes: by role, by type and by module. No element is read. */
export function countSizes(
  tasks: readonly TensorTask[],
  files: { readonly old: SizedFile; readonly new: SizedFile },
): SizeComparison {
  const sizes = { old: new SideSizes(), new: new SideSizes() };
  const bytes = { old: new Float64Array(tasks.length), new: new Float64Array(tasks.length) };
  for (const [index, task] of tasks.entries()) {
    for (const side of SIDES) if (task[side]) bytes[side][index] = sizes[side].add(task[side], task.role);
  }
  const both = (of: (side: SideSizes) => number) => sizeChange(of(sizes.old), of(sizes.new));
  const unmeasured: Record<string, string> = {};
  const known = (name: string, of: (side: "old" | "new") => number | string) =>
    SIDES.map((side) => numberOr(of(side), (reason) => unmeasured[`${name}.${side}`] = reason)) as [Known, Known];
  const bits = known("bits_per_parameter", (side) => bitsPerParameter(tasks, side, sizes[side]));
  const sized = { [Symbol.iterator]: () => sizedTensors(tasks, bytes, files) };
  return {
    file_bytes: sizeChange(files.old.bytes, files.new.bytes),
    tensor_bytes: both(({ tensorBytes }) => tensorBytes),
    parameter_bytes: both(({ roles }) => roles.parameter),
    buffer_bytes: both(({ roles }) => roles.buffer),
    state_bytes: both(({ roles }) => roles.state),
    storage_bytes: both(({ storageBytes }) => storageBytes),
    slack_bytes: knownSizeChange(...known("slack_bytes", (side) => sizes[side].slackBytes)),
    other_bytes: knownSizeChange(...known("other_bytes", (side) => otherBytes(files[side], sizes[side]))),
    bits_per_parameter: { old: bits[0], new: bits[1] },
    dtypes: [...new Set([...sizes.old.dtypes.keys(), ...sizes.new.dtypes.keys()])]
      .map((name) => ({ name, ...both(({ dtypes }) => dtypes.get(name) ?? 0) })).sort(bySize),
    modules: moduleSizes(sized),
    blocks: countBlocks(sized),
    ...(Object.keys(unmeasured).length > 0 ? { unmeasured } : {}),
  };
}

type Known = number | null;

/** The number, or `null` after the reason was told. */
function numberOr(value: number | string, tell: (reason: string) => void): Known {
  if (typeof value === "number") return value;
  tell(value);
  return null;
}

function otherBytes({ bytes, isCompressed, isFiltered }: SizedFile, sizes: SideSizes): number | string {
  if (isFiltered) return "the filter leaves tensors out";
  if (isCompressed || sizes.isCompressed) return "tensors are compressed in the file";
  return bytes >= sizes.storageBytes ? bytes - sizes.storageBytes : "the tensors take more than the file has";
}

/** Integers of these sizes are what schemes of quantization pack weights into. */
const PACKING = /^u?int(8|16|32)$/;

function bitsPerParameter(tasks: readonly TensorTask[], side: "old" | "new", sizes: SideSizes): number | string {
  if (sizes.parameters === 0) return "there are no parameters";
  const packed = tasks.find(({ [side]: node, role, path }) =>
    node && role === "buffer" && node.shape.length > 1 && PACKING.test(node.dtype.name) &&
    !isBufferName(path, node.shape.length)
  );
  if (packed) return `integers may be packed weights, as ${quote(packed.path)}`;
  return 8 * sizes.roles.parameter / sizes.parameters;
}

/** The tensors by their names in the model, made anew each time. */
function* sizedTensors(
  tasks: readonly TensorTask[],
  bytes: { readonly old: Float64Array; readonly new: Float64Array },
  files: { readonly old: SizedFile; readonly new: SizedFile },
): Generator<SizedTensor> {
  for (const [index, task] of tasks.entries()) {
    const { keys, role } = task, inOld = task.old !== null, inNew = task.new !== null;
    const { stateDict } = files[inNew ? "new" : "old"];
    const isInside = stateDict.every((key, depth) => keys[depth] === key);
    const parts = (isInside ? keys.slice(stateDict.length) : keys).join(".").split(".");
    yield { parts, old: bytes.old[index]!, new: bytes.new[index]!, inOld, inNew, isState: role === "state" };
  }
}
