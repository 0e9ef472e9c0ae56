import type { LoadContext } from "../../core/plugin.ts";
import type { ByteSource } from "../../core/source/byte_source.ts";
import { readTextBlocks } from "../../core/source/text.ts";
import { CommaScanner } from "./comma_scanner.ts";
import { invalidJson, type JsonObject, type JsonText, parseObject, placeAt } from "./parse_object.ts";

/** Some members of a JSON object, and the text that they were parsed from, in braces of its own. */
export interface ObjectPart extends JsonText {
  readonly members: JsonObject;
}

/** Where a JSON object lies in a file. */
export interface ObjectRange {
  /** Of the brace that it begins with. */
  readonly start: number;
  /** Behind the object and the white space that follows it. */
  readonly end: number;
  /** What it is, for messages: `header`. */
  readonly what: string;
}

/** Bytes that are decoded at a time. */
const BLOCK_BYTES = 64 * 1024;

/**
 * A JSON object in parts, each of the members that end in one block of the
 * file: as a whole, the header of 100,000 tensors takes many times its own size.
 *
 * @param isKnown Whether a part before the one at hand had the key.
 * @throws {FormatError} if it is not UTF-8, not JSON, or has a key twice.
 */
export async function* readObjectParts(
  source: ByteSource,
  { start, end, what }: ObjectRange,
  context: LoadContext,
  isKnown: (key: string) => boolean,
): AsyncGenerator<ObjectPart> {
  const scanner = new CommaScanner();
  // Text that no part has yet; a brace or a comma, at `offset`, is before it.
  let open = "", offset = start;
  // The block that is scanned when another follows it: most headers are one block, which is parsed as it is.
  let block = "";
  const parse = (text: string): ObjectPart => {
    const json = { text, offset, what };
    return { ...json, members: parseObject(json, context, isKnown) };
  };
  const layout = { encoding: "utf-8", bomBytes: start + 1 } as const;
  for await (const next of readTextBlocks(source.window(0, end), layout, BLOCK_BYTES)) {
    const comma = scanner.lastComma(block);
    if (comma < 0) open += block;
    else {
      const part = parse(`{${open}${block.slice(0, comma)}}`);
      if (isEmpty(part)) invalidJson(part, part.text.length - 1, context);
      yield part;
      offset = placeAt(part, part.text.length - 1).offset;
      open = block.slice(comma + 1);
    }
    block = next;
  }
  // The last part has the object's own brace, and what follows it: the parser sees to that.
  const last = parse(`{${open}${block}`);
  if (offset > start && isEmpty(last)) invalidJson(last, last.text.indexOf("}"), context);
  yield last;
}

function isEmpty({ members }: ObjectPart): boolean {
  return Object.keys(members).length === 0;
}
