import { describeNode } from "../../core/model/describe_node.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import type { Artefact, Detection, FormatPlugin, LoadContext, Probe, Summary } from "../../core/plugin.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import { readText, textLayout } from "../../core/source/text.ts";
import { JsonParser, SHOWN_DUPLICATES } from "./json_parser.ts";
import { JsonTokens, type Tally, TOKEN } from "./json_tokens.ts";
import { manifest } from "./manifest.ts";

/** Reads JSON documents and JSON Lines. */
const plugin: FormatPlugin = { manifest, detect, load, summarize };

export default plugin;

const LINES_NAME = /\.(?:jsonl|ndjson)$/i;
/** What the text of any JSON value starts with; "/" starts a comment. */
const VALUE_START = /^\s*[[{"\-0-9tfnNI/]/;
/** A container of what only JSON has in it: the name does not tell, so this must. */
const DOCUMENT_START = /^\s*(?:\{\s*["}]|\[\s*[[{"\]])/;

function detect({ head, size, extensionMatches }: Probe): Detection | null {
  const { encoding, bomBytes } = textLayout(head);
  const text = new TextDecoder(encoding).decode(head.subarray(bomBytes));
  if (text.includes("\0")) return null;
  if (extensionMatches) {
    const likely = size === 0 || VALUE_START.test(text);
    return likely
      ? { confidence: "likely", reason: "the name, and a text that starts as JSON does" }
      : { confidence: "possible", reason: "the name" };
  }
  if (!DOCUMENT_START.test(text) || !isTokens(text, head.length === size)) return null;
  return { confidence: "likely", reason: "a text of JSON's tokens" };
}

/** Whether a text is made of JSON's tokens; the last one does not count if the text goes on. */
function isTokens(text: string, isWhole: boolean): boolean {
  for (const tokens = new JsonTokens(text); !tokens.is(TOKEN.end); tokens.advance()) {
    const isToken = tokens.error === undefined && (!tokens.is(TOKEN.unknown) || WORDS.has(tokens.value));
    if (!isToken) return !isWhole && tokens.end >= text.length;
  }
  return true;
}

/** Python's, of which the scanner gives the minus as a word of its own. */
const WORDS: ReadonlySet<string> = new Set(["NaN", "Infinity", "-"]);

async function load(source: ByteSource, context: LoadContext): Promise<Artefact> {
  const { text, encoding, bomBytes } = await readText(source, context.limits);
  const parser = new JsonParser(text, context);
  const named = LINES_NAME.test(context.file);
  const { root, layout } = named ? readLines(parser, []) : readDocument(parser, context);
  tell(parser, context);
  return { root, container: { layout, encoding, byte_order_mark: bomBytes > 0 } };
}

interface Read {
  readonly root: TreeNode;
  readonly layout: "JSON" | "JSON Lines";
}

function readDocument(parser: JsonParser, context: LoadContext): Read {
  if (parser.atEnd) context.fail("it holds no value");
  const { line } = parser.place;
  const root = parser.readValue();
  if (parser.atEnd) return { root, layout: "JSON" };
  // A value on each line, under a name that does not say so: the first has its line to itself.
  if (parser.endLine !== line || parser.place.line === line) {
    context.fail("there is more text behind the document", parser.place);
  }
  context.note("it has a value on each line, so it is read as JSON Lines");
  return readLines(parser, [root]);
}

function readLines(parser: JsonParser, items: TreeNode[]): Read {
  while (!parser.atEnd) items.push(parser.readLine());
  return { root: { kind: "list", items }, layout: "JSON Lines" };
}

function tell(parser: JsonParser, { note }: LoadContext): void {
  const told: readonly [Tally, string][] = [
    [parser.comments, "comments, which JSON does not have; they are left out"],
    [parser.trailingCommas, "commas behind a last member, which JSON does not have"],
  ];
  for (const [{ count, first }, what] of told) if (count > 0) note(`it has ${what} (${count} in all)`, first);
  const { count } = parser.duplicates;
  if (count > SHOWN_DUPLICATES) note(`keys occur again in their objects (${count} in all); the last value counts`);
}

function summarize({ root, container }: Artefact): Summary {
  return {
    facts: [
      { label: "layout", value: String(container?.layout ?? "JSON") },
      { label: "top level", value: describeNode(root) },
    ],
  };
}
