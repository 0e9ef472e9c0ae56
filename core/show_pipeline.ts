/**
 * One file described: detect, load, measure each tensor.
 *
 * @module
 */
import type { CompareOptions, Watched } from "./compare_options.ts";
import { detectFormat } from "./detect/detect_format.ts";
import { keepWatch } from "./keep_watch.ts";
import { loadArtefact } from "./load/load_artefact.ts";
import type { DescribeTensor } from "./measure/describe_tensor.ts";
import { artefactKind } from "./model/comparison_kind.ts";
import { countElements } from "./model/count_elements.ts";
import type { DescribedNode, Description } from "./model/description.ts";
import { UnsupportedError, UsageError } from "./model/errors.ts";
import { quote } from "./model/escape.ts";
import { collectLeaves, isTensorLeaf, type Leaf } from "./model/leaf.ts";
import { scalarFacts, tensorFacts } from "./model/node_facts.ts";
import { type Problem, problemOf } from "./model/problem.ts";
import { dataBytes, elementCount, type TensorNode } from "./model/tensor.ts";
import { locateStateDict, tensorRole } from "./model/tensor_role.ts";
import type { TreeNode } from "./model/tree.ts";
import { dottedName, jsonPointer } from "./model/tree_path.ts";
import type { OpenInput } from "./source/open_input.ts";

/**
 * Describes one file.
 *
 * @throws {UnsupportedError} if no plugin reads it; the loader's errors if it is malformed.
 */
export function describeInput(input: OpenInput, options: CompareOptions): Promise<Description> {
  return keepWatch(options, (watched) => describeWatched(watched.watch?.input(input) ?? input, watched));
}

async function describeWatched(input: OpenInput, options: Watched<CompareOptions>): Promise<Description> {
  options.watch?.beginReading(input.path, 0);
  const format = await detectFormat(input.source, input.path, options.registry, options.limits);
  if (format === null) {
    throw new UnsupportedError('no plugin reads this format; "diffai formats" lists them', { file: input.path });
  }
  await using loaded = await loadArtefact(input, format, options.limits);
  const { root, metadata, imports = [] } = loaded.artefact;
  const leaves = collectLeaves(root, input.path, options.limits);
  const pathOf = artefactKind(root, leaves) === "document" ? jsonPointer : dottedName;
  const problems: Problem[] = [...loaded.problems];
  const { filter } = options;
  const selected = filter ? leaves.filter(({ keys }) => filter.test(pathOf(keys))) : leaves;
  if (filter && selected.length === 0) {
    throw new UsageError(`Filter ${quote(filter.source)} matches no path in ${quote(input.path)}`);
  }
  const tensors = options.values ? selected.filter(isTensorLeaf) : [];
  options.watch?.tally.expect(tensors.reduce((bytes, { node }) => bytes + dataBytes(node), 0));
  const describe = tensors.length > 0 ? await describerOf(tensors, options) : null;
  const nodes: DescribedNode[] = [];
  for (const leaf of selected) {
    nodes.push(await describeLeaf(leaf, pathOf(leaf.keys), input.path, describe, options, problems));
  }
  return {
    schema_version: "1.0",
    format: format.plugin.manifest.id,
    title: format.plugin.manifest.title,
    facts: [...modelFacts(root, leaves), ...(await format.plugin.summarize(loaded.artefact)).facts],
    metadata: metadata
      ? collectLeaves(metadata, input.path, options.limits).map((leaf) => describeHeader(leaf, dottedName(leaf.keys)))
      : [],
    imports,
    nodes,
    problems,
  };
}

/** How the tensors' values are described: only files with tensors import it. */
async function describerOf(
  tensors: readonly { readonly node: TensorNode }[],
  { limits }: CompareOptions,
): Promise<DescribeTensor> {
  const { chooseDescription } = await import("./measure/describe_tensor.ts");
  return await chooseDescription(tensors.reduce((sum, { node }) => sum + elementCount(node.shape), 0), limits);
}

/** Parameters and buffers of a model; nothing of other files. */
function modelFacts(root: TreeNode, leaves: readonly Leaf[]): Description["facts"] {
  if (artefactKind(root, leaves) !== "model") return [];
  const stateDict = locateStateDict(root);
  const tensors = leaves.filter(isTensorLeaf).map((leaf) => ({ node: leaf.node, role: tensorRole(leaf, stateDict) }));
  return (["parameter", "buffer"] as const).map((role) => ({ label: `${role}s`, value: countElements(tensors, role) }));
}

async function describeLeaf(
  leaf: Leaf,
  path: string,
  file: string,
  describe: DescribeTensor | null,
  { watch }: Watched<CompareOptions>,
  problems: Problem[],
): Promise<DescribedNode> {
  const described = describeHeader(leaf, path), { node } = leaf;
  if (node.kind !== "tensor" || node.data === null || !describe) return described;
  try {
    watch?.beginTensor(path || file, dataBytes(node));
    const { stats, crc32 } = await describe(watch?.tensor(node) ?? node);
    return { ...described, tensor: { ...described.tensor!, ...stats }, crc32: crc32.toString(16).padStart(8, "0") };
  } catch (error) {
    watch?.throwIfAborted();
    const problem = problemOf(error, file);
    if (!problem) throw error;
    problems.push({ ...problem, place: problem.place ?? path });
    return described;
  }
}

function describeHeader({ keys, node }: Leaf, path: string): DescribedNode {
  const place = { path, keys, node: node.kind };
  if (node.kind === "tensor") return { ...place, node: "tensor", tensor: tensorFacts(node) };
  if (node.kind === "scalar") return { ...place, node: "scalar", scalar: scalarFacts(node) };
  return node.kind === "table" ? { ...place, columns: node.columns.map(({ name }) => name) } : place;
}
