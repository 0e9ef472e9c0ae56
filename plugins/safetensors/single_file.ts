import type { TensorNode } from "../../core/model/tensor.ts";
import type { MapNode, TreeNode } from "../../core/model/tree.ts";
import type { Artefact, LoadContext } from "../../core/plugin.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import { readHeader } from "./header.ts";

/** One safetensors file. */
export interface LoadedFile {
  readonly tensors: ReadonlyMap<string, TensorNode>;
  readonly metadata: ReadonlyMap<string, string>;
  /** Bytes before the tensors. */
  readonly headerBytes: number;
  readonly dataBytes: number;
}

/** Reads one file's header; the tensors stay where they are. */
export async function loadFile(source: ByteSource, context: LoadContext): Promise<LoadedFile> {
  const { tensors, metadata, dataStart } = await readHeader(source, context);
  return { tensors, metadata, headerBytes: dataStart, dataBytes: source.size - dataStart };
}

/** Loads a model in one file. */
export async function loadSingle(source: ByteSource, context: LoadContext): Promise<Artefact> {
  const { tensors, metadata, headerBytes } = await loadFile(source, context);
  return {
    root: { kind: "map", entries: tensors },
    ...metadataNode(metadata),
    container: { layout: "single file", header_bytes: headerBytes },
  };
}

/** The artefact's metadata, where there is any. */
export function metadataNode(metadata: ReadonlyMap<string, string>): { metadata?: MapNode } {
  if (metadata.size === 0) return {};
  const entries = new Map<string, TreeNode>();
  for (const [key, value] of metadata) entries.set(key, { kind: "scalar", type: "string", value });
  return { metadata: { kind: "map", entries } };
}
