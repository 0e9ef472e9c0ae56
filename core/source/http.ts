import { SourceError } from "../model/errors.ts";
import type { Limits } from "../model/limits.ts";
import type { ByteSource } from "./byte_source.ts";
import { readStream } from "./stream.ts";
import { checkRange, createWindow } from "./window.ts";

// As much as format detection looks at, so that a small file costs one request.
const HEAD_BYTES = 64 * 1024;

/** A resource that answers range requests, as its first answer described it. */
interface Resource {
  /** Where redirections led. */
  readonly url: string;
  readonly name: string;
  readonly size: number;
  readonly head: Uint8Array;
  /** The entity tag or, where there is none, the date: other bytes must not pass for the same file. */
  readonly version: string | null;
}

/**
 * Opens an HTTP(S) resource for random access by range requests. A server that
 * ignores ranges is read to its end into memory, up to `limits.stdinBytes`.
 * Nothing is tried twice.
 *
 * @throws {SourceError} if the server refuses, contradicts itself or is not reached.
 * @throws {LimitError} if a server without ranges sends too much.
 */
export async function openUrl(url: URL, limits: Pick<Limits, "stdinBytes">): Promise<ByteSource> {
  const name = urlName(url);
  const response = await request(url.href, name, 0, HEAD_BYTES);
  if (response.status === 200) {
    return await readStream(response.body ?? new Blob([]).stream(), name, limits.stdinBytes);
  }
  return createHttpSource(await describe(response, name));
}

/**
 * An address as messages and reports show it: without password and query,
 * which may hold an access token.
 *
 * @example
 * ```ts
 * import { urlName } from "./http.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(urlName(new URL("https://me:pw@example.org/a.pth?token=1")), "https://example.org/a.pth");
 * ```
 */
export function urlName(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

async function request(url: string, name: string, offset: number, length: number): Promise<Response> {
  const headers = { "range": `bytes=${offset}-${offset + length - 1}`, "accept-encoding": "identity" };
  try {
    return await fetch(url, { headers });
  } catch (cause) {
    throw new SourceError(connectReason(cause), { file: name, cause });
  }
}

function connectReason(cause: unknown): string {
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === "NotCapable") return 'the network is not open to it; "deno run --allow-net" opens it';
  // The runtime repeats the whole address, which may hold an access token; what follows it is the reason.
  return `the server was not reached: ${cause.message.replace(/^.*\bfor url \([^)]*\):\s*/s, "")}`;
}

async function describe(response: Response, name: string): Promise<Resource> {
  const { url } = response;
  const version = versionOf(response);
  const range = response.headers.get("content-range");
  // An empty resource has no first byte: the answer is "range not satisfiable, of 0 bytes".
  if (response.status === 416 && range === "bytes */0") {
    await response.body?.cancel();
    return { url, name, size: 0, head: new Uint8Array(0), version };
  }
  await checkStatus(response, name);
  const size = Number(/^bytes 0-\d+\/(\d+)$/.exec(range ?? "")?.[1] ?? NaN);
  if (!Number.isSafeInteger(size)) {
    await response.body?.cancel();
    throw new SourceError("the server does not tell its length", { file: name });
  }
  const head = new Uint8Array(Math.min(HEAD_BYTES, size));
  await fillFrom(response, head, 0, { name, size, version });
  return { url, name, size, head, version };
}

function versionOf({ headers }: Response): string | null {
  return headers.get("etag") ?? headers.get("last-modified");
}

async function checkStatus(response: Response, name: string): Promise<void> {
  const { status, statusText, headers } = response;
  const encoding = headers.get("content-encoding") ?? "identity";
  if (status === 206 && encoding === "identity") return;
  await response.body?.cancel();
  if (status === 206) throw new SourceError(`the server sends ranges in the encoding ${encoding}`, { file: name });
  throw new SourceError(`the server answers ${status}${statusText ? ` ${statusText}` : ""}`, { file: name });
}

function createHttpSource(resource: Resource): ByteSource {
  const { name, size, head } = resource;
  const source: ByteSource = {
    name,
    size,
    read(offset, into) {
      checkRange(source, offset, into.length);
      if (offset + into.length > head.length) return readRange(resource, offset, into);
      into.set(head.subarray(offset, offset + into.length));
    },
    window: (offset, length, inner) => createWindow(source, offset, length, inner),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return source;
}

async function readRange(resource: Resource, offset: number, into: Uint8Array): Promise<void> {
  const response = await request(resource.url, resource.name, offset, into.length);
  await checkStatus(response, resource.name);
  await fillFrom(response, into, offset, resource);
}

/** Fills `into` with the body, which must be exactly the range asked for, of the file that was opened. */
async function fillFrom(
  response: Response,
  into: Uint8Array,
  offset: number,
  { name, size, version }: Pick<Resource, "name" | "size" | "version">,
): Promise<void> {
  const expected = `bytes ${offset}-${offset + into.length - 1}/${size}`;
  const found = response.headers.get("content-range");
  if (found !== expected || versionOf(response) !== version) {
    await response.body?.cancel();
    const reason = found === expected
      ? "the file changed while it was read"
      : `the server sent ${found ?? "no range"} instead of ${expected}`;
    throw new SourceError(reason, { file: name, place: { offset } });
  }
  let done = 0;
  for await (const chunk of bodyOf(response, name, offset)) {
    if (done + chunk.length > into.length) {
      throw new SourceError("the server sent more than was asked for", { file: name, place: { offset } });
    }
    into.set(chunk, done);
    done += chunk.length;
  }
  if (done < into.length) {
    throw new SourceError(`the server sent ${done} of ${into.length} bytes`, { file: name, place: { offset } });
  }
}

async function* bodyOf(response: Response, name: string, offset: number): AsyncGenerator<Uint8Array> {
  try {
    yield* response.body ?? [];
  } catch (cause) {
    const reason = `the connection broke off: ${cause instanceof Error ? cause.message : cause}`;
    throw new SourceError(reason, { file: name, place: { offset }, cause });
  }
}
