import { type Event, parseEvents, YAMLException } from "js-yaml";

/** The events of a text, and the text that their offsets are of. */
export interface ParsedYaml {
  readonly text: string;
  readonly events: readonly Event[];
  /** Line and column of an offset as in the file, both from 1. */
  placeOf(offset: number): YamlPlace;
}

/** A line and a column in UTF-16 units, both from 1. */
export interface YamlPlace {
  readonly line: number;
  readonly column: number;
}

/** Where a text is not YAML. */
export class YamlError extends Error {
  readonly place: YamlPlace | undefined;
  constructor(reason: string, place: YamlPlace | undefined, options?: ErrorOptions) {
    super(reason, options);
    this.place = place;
  }
}

/**
 * Parses a text. Lines inside brackets or quotes may be indented less than
 * what is around them, as Python reads them and people write them:
 *
 *     betas: [
 *       0.9
 *     ]
 *
 * The parser refuses such lines, which YAML 1.2 does too. They are indented
 * for it, one after the other, which changes nothing that the text says.
 *
 * @throws {YamlError}
 */
export function parseYaml(text: string, maxDepth: number): ParsedYaml {
  const repair = new Indentation(text);
  for (;;) {
    try {
      const events = parseEvents(repair.text, { maxDepth });
      return { text: repair.text, events, placeOf: (offset) => repair.place(placeAt(repair.text, offset)) };
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      const { reason, mark } = error;
      if (reason === DEFICIENT && mark && repair.indent(mark.line, mark.position - mark.column)) continue;
      const place = mark && repair.place({ line: mark.line + 1, column: mark.column + 1 });
      throw new YamlError(reason, place, { cause: error });
    }
  }
}

const DEFICIENT = "deficient indentation";

/** A line is indented by so many spaces at first, and by twice as many until that is enough or too much. */
const FIRST_INDENT = 16, MOST_INDENT = 1024;

/** Most characters that are parsed again, all attempts together: about two seconds. */
const MOST_REPEATED = 64 * 1024 * 1024;

/** A text and the spaces that were put before some of its lines. */
class Indentation {
  text: string;
  readonly #inserted = new Map<number, number>();
  #repeated = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Indents a line, from 0, that starts at an offset; false if it was tried often enough. */
  indent(line: number, start: number): boolean {
    const before = this.#inserted.get(line) ?? 0;
    this.#repeated += this.text.length;
    if (before >= MOST_INDENT || this.#repeated > MOST_REPEATED) return false;
    const added = Math.max(FIRST_INDENT, before);
    this.#inserted.set(line, before + added);
    this.text = this.text.slice(0, start) + " ".repeat(added) + this.text.slice(start);
    return true;
  }

  /** A place of `text` as it is in the file. */
  place({ line, column }: YamlPlace): YamlPlace {
    return { line, column: Math.max(1, column - (this.#inserted.get(line - 1) ?? 0)) };
  }
}

function placeAt(text: string, offset: number): YamlPlace {
  let line = 1, start = 0;
  for (const { index, 0: end } of text.slice(0, offset).matchAll(/\r\n?|\n/g)) {
    line++;
    start = index + end.length;
  }
  return { line, column: offset - start + 1 };
}
