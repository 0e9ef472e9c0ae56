import { describeNode } from "../../core/model/describe_node.ts";
import { escapeText } from "../../core/model/escape.ts";
import type { TreeNode } from "../../core/model/tree.ts";
import type { Artefact, Detection, FormatPlugin, LoadContext, Probe, Summary } from "../../core/plugin.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import { readText, textLayout } from "../../core/source/text.ts";
import { manifest } from "./manifest.ts";
import { type ParsedYaml, parseYaml, YamlError } from "./parse_yaml.ts";
import { YamlBuilder } from "./yaml_builder.ts";

/** Reads YAML documents. */
const plugin: FormatPlugin = { manifest, detect, load, summarize };

export default plugin;

/** A directive, a document's start, or a key at the beginning of a line. */
const DOCUMENT_START = /^(?:\s*(?:#.*)?(?:\r\n?|\n))*(?:%YAML |---\s|[\w.-]+:\s)/;

function detect({ name, head, size, extensionMatches }: Probe): Detection | null {
  const { encoding, bomBytes } = textLayout(head);
  const text = new TextDecoder(encoding).decode(head.subarray(bomBytes));
  if (text.includes("\0")) return null;
  if (extensionMatches) return { confidence: "likely", reason: "the name, and text" };
  // Much else has a word and a colon, so the name must say nothing and the text be YAML as a whole.
  if (name.includes(".") || head.length < size || !DOCUMENT_START.test(text) || !isYaml(text)) return null;
  return { confidence: "likely", reason: "a text that is YAML as a whole" };
}

const DETECT_DEPTH = 100;

function isYaml(text: string): boolean {
  try {
    return parseYaml(text, DETECT_DEPTH).events.length > 0;
  } catch {
    return false;
  }
}

async function load(source: ByteSource, context: LoadContext): Promise<Artefact> {
  const { text, encoding, bomBytes } = await readText(source, context.limits);
  const builder = new YamlBuilder(parse(text, context), context);
  builder.build();
  const { documents, imports } = builder;
  if (documents.length === 0) context.note("it holds no document");
  const root: TreeNode = documents.length === 1 ? documents[0]! : { kind: "list", items: documents };
  return {
    root,
    ...(imports.length > 0 ? { imports } : {}),
    container: { documents: documents.length, encoding, byte_order_mark: bomBytes > 0 },
  };
}

function parse(text: string, context: LoadContext): ParsedYaml {
  const { depth } = context.limits;
  try {
    // The parser counts the document itself.
    return parseYaml(text, depth + 1);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const { message, place } = error;
    if (message.includes("maxDepth")) context.exceeds(`it is nested deeper than ${depth} levels`, place);
    context.fail(escapeText(message), place);
  }
}

function summarize({ root, container }: Artefact): Summary {
  return {
    facts: [
      { label: "documents", value: Number(container?.documents ?? 1) },
      { label: "top level", value: describeNode(root) },
    ],
  };
}
