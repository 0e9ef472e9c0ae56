/** Which scalars have a type of their own: `failsafe` none, `default` those of YAML 1.2, dates, merge keys and binary. */
export type SchemaType = "failsafe" | "json" | "core" | "default" | "extended";

/** How YAML is read. */
export interface ParseOptions {
  schema?: SchemaType;
  /** Takes the last of several members with one key; by default they are an error. */
  allowDuplicateKeys?: boolean;
  /** Called for what is suspect and not an error. */
  onWarning?(error: Error): void;
}

/** How YAML is written. */
export interface StringifyOptions {
  /** Columns that a level is indented by. */
  indent?: number;
  /** Whether lists in maps are indented. */
  arrayIndent?: boolean;
  /** Leaves out what has no form in YAML (functions) instead of throwing. */
  skipInvalid?: boolean;
  /** Depth from which the flow style is used; -1: nowhere. */
  flowLevel?: number;
  /** The spelling of a tag's scalars. */
  styles?: Record<string, string>;
  schema?: SchemaType;
  /** Writes the members of a map in order of their keys. */
  sortKeys?: boolean | ((a: string, b: string) => number);
  /** Longest line that is not folded. */
  lineWidth?: number;
  /** Writes anchors and aliases for values that occur twice; by default so. */
  useAnchors?: boolean;
  /** Quotes what YAML 1.1 takes for something else than text. */
  compatMode?: boolean;
  /** How texts that need quotes are quoted. */
  quoteStyle?: '"' | "'";
  /** Condenses nested lists and maps. */
  condenseFlow?: boolean;
}

/** Where in a text YAML is malformed. */
export interface YamlSyntaxErrorPosition {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** In UTF-16 units, from 0. */
  offset: number;
}

/** Thrown where a text is not YAML. */
export class YamlSyntaxError extends SyntaxError {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  /** The line with a mark below the place. */
  readonly snippet?: string;
  constructor(message: string, position: YamlSyntaxErrorPosition, snippet?: string);
}

/** Reads a text of one document. */
export function parse(content: string, options?: ParseOptions): unknown;

/** Reads the documents of a text. */
export function parseAll(content: string, options?: ParseOptions): unknown;

/** Writes a value as a document. */
export function stringify(data: unknown, options?: StringifyOptions): string;
