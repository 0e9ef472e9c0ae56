/**
 * What a format plugin is. A plugin tells whether it can read a file, turns a
 * file's headers and structure into a tree of inert values, and states facts
 * that need no tensor bytes. It never runs, imports or writes anything.
 *
 * @module
 */
import type { DType } from "./model/dtype.ts";
import type { Place } from "./model/errors.ts";
import type { Limits } from "./model/limits.ts";
import type { Quantization, TensorNode } from "./model/tensor.ts";
import type { MapNode, TreeNode } from "./model/tree.ts";
import type { ByteSource } from "./source/byte_source.ts";

/** A format's description as data, so that listing formats loads no parser. */
export interface PluginManifest {
  readonly apiVersion: 1;
  /** Kebab-case; unique among the plugins in use. */
  readonly id: string;
  /** The format's name for people: `PyTorch`. */
  readonly title: string;
  /** Ends of file names, with the dot, lower case: `.pth`, `.safetensors.index.json`. */
  readonly extensions: readonly string[];
  /** Those of `extensions` that other formats use as well (`.bin`): they promise nothing, so foreign bytes are no error. */
  readonly sharedExtensions?: readonly string[];
  /** Bytes that a file of this format has at an offset. One match makes the plugin a candidate. */
  readonly signatures: readonly Signature[];
}

/** Bytes at a fixed offset from the start of a file. */
export interface Signature {
  readonly offset: number;
  readonly bytes: readonly number[];
}

/** What a plugin may look at to tell whether a file is its own. */
export interface Probe {
  /** The file's base name; it may tell nothing (`-`, a temporary file). */
  readonly name: string;
  readonly size: number;
  /** The first bytes, at most 64 KiB. */
  readonly head: Uint8Array;
  /** Whether the name ends in one of the plugin's extensions. */
  readonly extensionMatches: boolean;
  /** The whole file, for archives whose directory is at the end. Reading counts against `limits.probeBytes`. */
  readonly source: ByteSource;
  readonly limits: Limits;
}

/** A plugin's answer that a file is its own. */
export interface Detection {
  /**
   * `certain`: bytes that only this format has. `likely`: bytes that fit and
   * the name, or a whole plausible header. `possible`: nothing against it.
   */
  readonly confidence: "certain" | "likely" | "possible";
  /** Why, in a clause: `safetensors header of 312 bytes`. */
  readonly reason: string;
}

/** What loading may use beside the source. A plugin needs no import at run time: all it calls is here. */
export interface LoadContext {
  readonly limits: Limits;
  /** The file's name for messages. */
  readonly file: string;
  /** Opens a file in the same folder, by its base name: shards named by an index. Closed by diffai. */
  sibling(name: string): Promise<ByteSource>;
  /** This context for a file that `sibling` opened: notes and errors name that file. */
  within(sibling: ByteSource): LoadContext;
  /** Tells the user something about the file that does not stop the comparison. */
  note(reason: string, place?: Place): void;
  /** Stops loading: the file is malformed. */
  fail(reason: string, place?: Place): never;
  /** Stops loading: the file uses something that this plugin does not read. */
  unsupported(reason: string, place?: Place): never;
  /** Stops loading: the file asks for more than `limits` allows. */
  exceeds(reason: string, place?: Place): never;
  /** The element type of that name (torch's), or `undefined`. */
  dtype(name: string): DType | undefined;
  /** A tensor whose elements lie in `source` contiguously, C order, little-endian. Checks the length. */
  tensor(options: PlainTensorOptions): TensorNode;
}

/** A tensor stored plainly. */
export interface PlainTensorOptions {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly source: ByteSource;
  /** Where in the source the elements begin; without it, they are all of the source. */
  readonly offset?: number;
  /** Equal ids are the same elements; without one, no other tensor shows them. */
  readonly storageId?: string;
  readonly quantization?: Quantization;
}

/** A loaded file: its tree, and what belongs to the container rather than to the content. */
export interface Artefact {
  readonly root: TreeNode;
  /** The container's own key-value data: safetensors' `__metadata__`. Compared only within one format. */
  readonly metadata?: MapNode;
  /** Globals outside the known table that a pickle names, sorted. None was imported. */
  readonly imports?: readonly string[];
  /** Facts about the container, for people: layout, protocol, byte order. Never compared as content. */
  readonly container?: Readonly<Record<string, string | number | boolean>>;
}

/** Facts about an artefact that need no tensor bytes, in the order to show them. */
export interface Summary {
  readonly facts: readonly { readonly label: string; readonly value: string | number }[];
}

/** A format: how to recognise, load and describe it. */
export interface FormatPlugin {
  readonly manifest: PluginManifest;
  detect(probe: Probe): Detection | null | Promise<Detection | null>;
  /** Reads headers and structure only; tensor bytes stay where they are. */
  load(source: ByteSource, context: LoadContext): Promise<Artefact>;
  summarize(artefact: Artefact): Summary | Promise<Summary>;
}

/** A plugin in the registry: its description, and the import that brings its parser. */
export interface PluginEntry {
  readonly manifest: PluginManifest;
  /** Given with `--plugin`: preferred when equally confident, and its results are checked before they are used. */
  readonly user?: true;
  load(): Promise<FormatPlugin>;
}
