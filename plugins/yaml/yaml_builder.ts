import type { AliasEvent, DocumentEvent, Event, MappingEvent, ScalarEvent, SequenceEvent } from "js-yaml";
import { EVENT_ID, getScalarValue, SCALAR_STYLE } from "js-yaml";
import { quote } from "../../core/model/escape.ts";
import type { ScalarNode } from "../../core/model/scalar.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import type { LoadContext } from "../../core/plugin.ts";
import { mapEntries, type Pair, PairError } from "./map_pairs.ts";
import type { ParsedYaml, YamlPlace } from "./parse_yaml.ts";
import { readPlain } from "./plain_scalar.ts";
import { expandTag, isMergeKey, LIST_TAGS, MAP_TAGS, pythonName, SCALAR_TAGS, SET_TAG } from "./tags.ts";

/** A container that is still open. */
interface Frame {
  readonly event: SequenceEvent | MappingEvent;
  readonly tag: string | null;
  readonly items: TreeNode[];
  readonly pairs: Pair[];
  /** In a mapping: the key whose value comes next. */
  key: Omit<Pair, "value"> | null;
}

/**
 * Builds trees of a parser's events. An alias is the node itself, so that what
 * is shared stays shared; an alias inside its own anchor is an opaque node that
 * says so. Tags make nothing: what they name is kept as an opaque node.
 */
export class YamlBuilder {
  readonly documents: TreeNode[] = [];
  readonly #imports = new Set<string>();
  readonly #parsed: ParsedYaml;
  readonly #text: string;
  readonly #context: LoadContext;
  readonly #open: Frame[] = [];
  #anchors = new Map<string, TreeNode | Frame>();
  #prefixes: ReadonlyMap<string, string> = new Map();
  #merged = 0;
  #cycles = 0;
  /** Of containers: how many values they unfold to, shared ones counted each time. */
  readonly #sizes = new Map<TreeNode, number>();

  constructor(parsed: ParsedYaml, context: LoadContext) {
    this.#parsed = parsed;
    this.#text = parsed.text;
    this.#context = context;
  }

  /** Names of Python objects that tags would make, sorted. */
  get imports(): string[] {
    return [...this.#imports].sort();
  }

  /** Takes all events. */
  build(): void {
    const { nodes } = this.#context.limits;
    let count = 0;
    for (const event of this.#parsed.events) {
      if (event.type !== EVENT_ID.POP && ++count > nodes) this.#context.exceeds(`it has more than ${nodes} values`);
      this.#take(event);
    }
    if (this.#cycles > SHOWN_CYCLES) {
      this.#context.note(`aliases stand inside their own anchors (${this.#cycles} in all)`);
    }
  }

  #take(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        return this.#startDocument(event);
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        return this.#openContainer(event);
      case EVENT_ID.SCALAR:
        return this.#addScalar(event);
      case EVENT_ID.ALIAS:
        return this.#add(this.#alias(event), event.anchorStart);
      case EVENT_ID.POP:
        // A document's own end finds nothing open.
        if (this.#open.length > 0) this.#closeContainer();
    }
  }

  #startDocument({ directives }: DocumentEvent): void {
    this.#anchors = new Map();
    this.#prefixes = new Map(
      directives.flatMap((directive) =>
        directive.kind === "tag" ? [[directive.handle, directive.prefix] as const] : []
      ),
    );
  }

  #openContainer(event: SequenceEvent | MappingEvent): void {
    const frame: Frame = { event, tag: this.#tag(event), items: [], pairs: [], key: null };
    this.#anchor(event, frame);
    this.#open.push(frame);
  }

  #closeContainer(): void {
    const frame = this.#open.pop()!;
    const node = frame.event.type === EVENT_ID.SEQUENCE ? this.#sequence(frame) : this.#mapping(frame);
    this.#checkSize(node, [...frame.items, ...frame.pairs.map(({ value }) => value)]);
    const name = this.#anchorName(frame.event);
    // An anchor of the same name inside of it is the later one.
    if (name !== null && this.#anchors.get(name) === frame) this.#anchors.set(name, node);
    this.#add(node, frame.event.start);
  }

  #addScalar(event: ScalarEvent): void {
    const text = getScalarValue(this.#text, event);
    const tag = this.#tag(event);
    const isPlain = event.style === SCALAR_STYLE.PLAIN;
    const node = this.#scalar(text, tag, isPlain, event);
    this.#anchor(event, node);
    // A text in quotes starts with its quote.
    this.#add(node, isPlain ? event.valueStart : event.valueStart - 1, isPlain && isMergeKey(text, tag));
  }

  /** Puts a finished node where it belongs. */
  #add(node: TreeNode, offset: number, merges = false): void {
    const frame = this.#open.at(-1);
    if (frame === undefined) this.documents.push(node);
    else if (frame.event.type === EVENT_ID.SEQUENCE) frame.items.push(node);
    else if (frame.key === null) frame.key = { key: this.#key(node, offset), offset, merges };
    else {
      frame.pairs.push({ ...frame.key, value: node });
      frame.key = null;
    }
  }

  #key(node: TreeNode, offset: number): ScalarNode {
    if (node.kind === "scalar") return node;
    this.#context.unsupported(`a ${node.kind} is used as a key`, this.#placeOf(offset));
  }

  #scalar(text: string, tag: string | null, isPlain: boolean, event: ScalarEvent): TreeNode {
    if (tag === null) return isPlain ? readPlain(text) : { kind: "scalar", type: "string", value: text };
    if (isMergeKey(text, tag)) return { kind: "scalar", type: "string", value: text };
    const read = SCALAR_TAGS.get(tag);
    if (!read) return this.#opaque(tag, text === "" ? [] : [["value", isPlain ? readPlain(text) : readQuoted(text)]]);
    return read(text) ??
      this.#context.fail(`its tag ${quote(this.#written(event))} does not fit the text`, this.#placeOf(event.tagStart));
  }

  #sequence({ tag, items }: Frame): TreeNode {
    if (tag !== null && !LIST_TAGS.has(tag)) return this.#opaque(tag, [["args", { kind: "list", items }]]);
    const typeName = LIST_TAGS.get(tag ?? "");
    return typeName === undefined ? { kind: "list", items } : { kind: "list", items, typeName };
  }

  #mapping({ tag, pairs }: Frame): TreeNode {
    if (tag === SET_TAG) return { kind: "list", items: pairs.map(({ key }) => key), typeName: "set" };
    const node: TreeNode = { kind: "map", entries: this.#entries(pairs) };
    return tag === null || MAP_TAGS.has(tag) ? node : this.#opaque(tag, [["state", node]]);
  }

  #entries(pairs: readonly Pair[]): ReadonlyMap<string, TreeNode> {
    try {
      return mapEntries(pairs, (count) => this.#countMerged(count));
    } catch (error) {
      if (!(error instanceof PairError)) throw error;
      this.#context.fail(error.message, this.#placeOf(error.offset));
    }
  }

  #countMerged(count: number): void {
    const { nodes } = this.#context.limits;
    if ((this.#merged += count) > nodes) this.#context.exceeds(`merge keys copy more than ${nodes} values`);
  }

  // Aliases cost nothing here, but whoever walks the tree meets what they share again and again.
  #checkSize(node: TreeNode, children: readonly TreeNode[]): void {
    const { nodes } = this.#context.limits;
    const size = children.reduce((sum, child) => sum + (this.#sizes.get(child) ?? 1), 1);
    if (size > nodes) this.#context.exceeds(`its aliases unfold to more than ${nodes} values`);
    this.#sizes.set(node, size);
  }

  #opaque(tag: string, parts: readonly (readonly [string, TreeNode])[]): TreeNode {
    const python = pythonName(tag);
    if (python !== undefined) this.#imports.add(python);
    return { kind: "opaque", typeName: python ?? tag, parts: new Map(parts) };
  }

  #alias({ anchorStart, anchorEnd }: AliasEvent): TreeNode {
    const name = this.#text.slice(anchorStart, anchorEnd);
    const target = this.#anchors.get(name);
    if (target === undefined) {
      this.#context.fail(`the alias ${quote(name)} has no anchor before it`, this.#placeOf(anchorStart));
    }
    if ("kind" in target) return target;
    if (++this.#cycles <= SHOWN_CYCLES) {
      this.#context.note(`the alias ${quote(name)} stands inside its own anchor: a cycle`, this.#placeOf(anchorStart));
    }
    return { kind: "opaque", typeName: `cycle to ${name}`, parts: new Map() };
  }

  #anchor(event: ScalarEvent | SequenceEvent | MappingEvent, target: TreeNode | Frame): void {
    const name = this.#anchorName(event);
    if (name !== null) this.#anchors.set(name, target);
  }

  #anchorName({ anchorStart, anchorEnd }: ScalarEvent | SequenceEvent | MappingEvent): string | null {
    return anchorStart < 0 ? null : this.#text.slice(anchorStart, anchorEnd);
  }

  #tag(event: ScalarEvent | SequenceEvent | MappingEvent): string | null {
    return event.tagStart < 0 ? null : expandTag(this.#written(event), this.#prefixes);
  }

  #written({ tagStart, tagEnd }: ScalarEvent | SequenceEvent | MappingEvent): string {
    return this.#text.slice(tagStart, tagEnd);
  }

  /** An empty value has no place of its own. */
  #placeOf(offset: number): YamlPlace | undefined {
    return offset < 0 ? undefined : this.#parsed.placeOf(offset);
  }
}

/** Cycles that are told one by one; the rest are counted. */
const SHOWN_CYCLES = 5;

function readQuoted(text: string): ScalarNode {
  return { kind: "scalar", type: "string", value: text };
}
