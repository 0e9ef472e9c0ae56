import {
  type Event,
  EVENT_ID,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from "js-yaml";
import { quote } from "../../model/escape.ts";
import { type ParsedYaml, parseYaml, YamlError } from "../../../plugins/yaml/parse_yaml.ts";
import { readPlain } from "../../../plugins/yaml/plain_scalar.ts";
import { ConfigError, type LocatedEntry, type LocatedNode, type LocatedScalar } from "./located_node.ts";

/** Deepest nesting of a configuration file; what it may hold is not half as deep. */
const MOST_DEPTH = 16;

/**
 * The value of a YAML text with the line of each value and key. A configuration
 * has no use for anchors and tags, so neither is read.
 *
 * @throws {ConfigError}
 *
 * @example
 * ```ts
 * import { parseLocated } from "./parse_located.ts";
 * import { childOf, plainValue } from "./located_node.ts";
 * import { assertEquals } from "@std/assert";
 * const root = parseLocated("flags:\n  top: 3\nrules: {}\n");
 * assertEquals(plainValue(root), { flags: { top: 3 }, rules: {} });
 * assertEquals(childOf(childOf(root, "flags"), "top")?.line, 2);
 * ```
 */
export function parseLocated(text: string): LocatedNode {
  const reader = new EventReader(parsed(text));
  const root = reader.document();
  return root ?? { kind: "map", entries: new Map(), line: 1 };
}

function parsed(text: string): ParsedYaml {
  try {
    return parseYaml(text, MOST_DEPTH);
  } catch (error) {
    if (error instanceof YamlError) throw new ConfigError(error.place?.line ?? 1, error.message);
    throw error;
  }
}

/** Takes a parser's events one after the other. */
class EventReader {
  readonly #parsed: ParsedYaml;
  #next = 0;
  /** Where the last value began that had a place: an empty one has none. */
  #line = 1;

  constructor(parsed: ParsedYaml) {
    this.#parsed = parsed;
  }

  /** The one document; `null` if there is none. */
  document(): LocatedNode | null {
    if (this.#take() === undefined) return null;
    const root = this.#value(this.#take()!);
    this.#take();
    if (this.#take() !== undefined) throw new ConfigError(this.#line, "a second document begins after this line");
    return root.kind === "scalar" && root.value === null ? null : root;
  }

  #take(): Event | undefined {
    return this.#parsed.events[this.#next++];
  }

  #value(event: Event): LocatedNode {
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event);
    if (event.type === EVENT_ID.SEQUENCE) return this.#list(event);
    if (event.type === EVENT_ID.MAPPING) return this.#map(event);
    throw new ConfigError(this.#line, "an alias stands here or in the next line: a configuration has none");
  }

  #list(event: SequenceEvent): LocatedNode {
    const line = this.#lineOf(event.start, event), items: LocatedNode[] = [];
    for (let next = this.#take()!; next.type !== EVENT_ID.POP; next = this.#take()!) items.push(this.#value(next));
    return { kind: "list", items, line };
  }

  #map(event: MappingEvent): LocatedNode {
    const line = this.#lineOf(event.start, event), entries = new Map<string, LocatedEntry>();
    for (let next = this.#take()!; next.type !== EVENT_ID.POP; next = this.#take()!) {
      const key = this.#value(next);
      if (key.kind !== "scalar") throw new ConfigError(key.line, `a ${key.kind} is used as a key`);
      const name = String(key.value);
      if (entries.has(name)) throw new ConfigError(key.line, `the key ${quote(name)} stands there twice`);
      entries.set(name, { line: key.line, value: this.#value(this.#take()!) });
    }
    return { kind: "map", entries, line };
  }

  #scalar(event: ScalarEvent): LocatedNode {
    const line = this.#lineOf(event.valueStart, event);
    const text = getScalarValue(this.#parsed.text, event);
    return { ...(event.style === SCALAR_STYLE.PLAIN ? plainScalar(text) : { kind: "scalar", value: text }), line };
  }

  #lineOf(offset: number, { tagStart }: ScalarEvent | SequenceEvent | MappingEvent): number {
    if (offset >= 0) this.#line = this.#parsed.placeOf(offset).line;
    if (tagStart >= 0) throw new ConfigError(this.#line, "a tag stands here: a configuration has none");
    return this.#line;
  }
}

/** A date is the text that it is. */
function plainScalar(text: string): LocatedScalar {
  const { type, value } = readPlain(text);
  if (type === "bytes" || type === "datetime" || type === "complex") return { kind: "scalar", value: text };
  return { kind: "scalar", value: typeof value === "bigint" ? Number(value) : value };
}
