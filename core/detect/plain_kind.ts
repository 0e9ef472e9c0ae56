import { type ByteSource, readBytes } from "../source/byte_source.ts";

const SAMPLE_BYTES = 4096;

/** Whether a file that no plugin reads looks like text: its first 4 KiB are UTF-8 without NUL. */
export async function plainKind(source: ByteSource): Promise<"text" | "binary"> {
  const sample = await readBytes(source, 0, Math.min(SAMPLE_BYTES, source.size));
  if (sample.includes(0)) return "binary";
  try {
    // `stream` lets a character that the sample cuts in two pass.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return "text";
  } catch {
    return "binary";
  }
}
