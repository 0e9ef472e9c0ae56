import { byteLength } from "../model/dtype.ts";
import { hexText } from "../model/hex.ts";
import type { TensorNode } from "../model/tensor.ts";

/**
 * The SHA-256 digest of a tensor's bytes in C order as hexadecimal digits, in
 * memory of one block: of its only block, or of a chain in which each link is
 * the digest of the one before and the next block's. Equal bytes of one type
 * and shape have equal digests, and only they do.
 *
 * @throws {SourceError} if the bytes cannot be read.
 *
 * @example
 * ```ts
 * import { contentDigest } from "./content_digest.ts";
 * import { dtype } from "../model/dtype.ts";
 * import { assertMatch } from "@std/assert";
 * const data = { blocks: () => [new TextEncoder().encode("abc")] };
 * assertMatch(await contentDigest({ dtype: dtype("uint8"), data }, 1024), /^ba7816bf/);
 * ```
 */
export async function contentDigest(
  { dtype, data }: Pick<TensorNode, "dtype" | "data">,
  blockBytes: number,
): Promise<string> {
  // Eight elements of any type take whole bytes.
  const whole = byteLength(dtype, 8 * Math.max(1, Math.floor(blockBytes / Math.max(1, dtype.bits))));
  let chain: Uint8Array | undefined;
  for await (const block of data?.blocks(Math.max(1, whole)) ?? []) {
    const digest = await sha256(block);
    chain = chain ? await sha256(joined(chain, digest)) : digest;
  }
  return hexText(chain ?? new Uint8Array());
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
