import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { LimitError, SourceError } from "../../../core/model/errors.ts";
import { readBytes } from "../../../core/source/byte_source.ts";
import { openUrl } from "../../../core/source/http.ts";

const LIMITS = { stdinBytes: 1000 };
const BODY = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7) & 255);

type Handler = (request: Request, range: readonly [number, number]) => Response;

async function withServer(handler: Handler, use: (url: URL, requests: Request[]) => Promise<void>): Promise<void> {
  const requests: Request[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    requests.push(request);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("range") ?? "") ?? [];
    return handler(request, [Number(from), Number(to)]);
  });
  await using _closed = { [Symbol.asyncDispose]: () => server.shutdown() };
  await use(new URL(`http://127.0.0.1:${server.addr.port}/run%201/model.pth?token=secret`), requests);
}

function ranged(body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = { etag: '"1"' }): Handler {
  return (_, [from, to]) => {
    if (from >= body.length) {
      return new Response(null, { status: 416, headers: { "content-range": `bytes */${body.length}` } });
    }
    const part = body.slice(from, to + 1);
    const range = `bytes ${from}-${from + part.length - 1}/${body.length}`;
    return new Response(part, { status: 206, headers: { "content-range": range, ...headers } });
  };
}

Deno.test("openUrl() reads any range and gives the bytes of the file", async () => {
  await withServer(ranged(BODY), async (url, requests) => {
    await using source = await openUrl(url, LIMITS);
    assertEquals(source.size, BODY.length);
    for (const [offset, length] of [[0, 16], [65_530, 20], [199_999, 1], [100_000, 5000]] as const) {
      assertEquals(await readBytes(source, offset, length), BODY.slice(offset, offset + length));
    }
    assertEquals(await readBytes(source.window(150_000, 100), 10, 5), BODY.slice(150_010, 150_015));
    // The first answer serves the reads in the first 64 KiB.
    assertEquals(requests.length, 5);
    await assertRejects(() => readBytes(source, BODY.length, 1), SourceError);
  });
});

Deno.test("openUrl() names the source without password and query, which may be secret", async () => {
  await withServer(ranged(BODY), async (url) => {
    await using source = await openUrl(url, LIMITS);
    assertEquals(source.name, `${url.origin}/run%201/model.pth`);
  });
});

Deno.test("openUrl() opens an empty file", async () => {
  await withServer(ranged(new Uint8Array(0)), async (url) => {
    await using source = await openUrl(url, LIMITS);
    assertEquals(source.size, 0);
  });
});

Deno.test("openUrl() reads a server without ranges into memory, up to the limit", async () => {
  await withServer(() => new Response("abc"), async (url) => {
    await using source = await openUrl(url, LIMITS);
    assertEquals(await readBytes(source, 1, 2), new TextEncoder().encode("bc"));
  });
  await withServer(() => new Response(new Uint8Array(1001)), async (url) => {
    await assertRejects(() => openUrl(url, LIMITS), LimitError, "a stream of more than 1000 bytes");
  });
});

Deno.test("openUrl() follows redirections", async () => {
  const handler: Handler = (request, range) =>
    new URL(request.url).pathname === "/moved" ? ranged(BODY)(request, range) : Response.redirect(
      new URL("/moved", request.url),
    );
  await withServer(handler, async (url) => {
    await using source = await openUrl(url, LIMITS);
    assertEquals(await readBytes(source, 100_000, 3), BODY.slice(100_000, 100_003));
  });
});

const REFUSALS: readonly { readonly title: string; readonly handler: Handler; readonly reason: string }[] = [
  { title: "404", handler: () => new Response("no", { status: 404 }), reason: "the server answers 404 Not Found" },
  {
    title: "a range without length",
    handler: () => new Response("a", { status: 206, headers: { "content-range": "bytes 0-0/*" } }),
    reason: "the server does not tell its length",
  },
  {
    title: "another range",
    handler: () => new Response("a", { status: 206, headers: { "content-range": "bytes 0-0/9" } }),
    reason: "at byte 0: the server sent bytes 0-0/9 instead of bytes 0-8/9",
  },
  {
    title: "too few bytes",
    handler: () => new Response("abc", { status: 206, headers: { "content-range": "bytes 0-8/9" } }),
    reason: "at byte 0: the server sent 3 of 9 bytes",
  },
  {
    title: "too many bytes",
    handler: () => new Response("abcdefghijkl", { status: 206, headers: { "content-range": "bytes 0-8/9" } }),
    reason: "at byte 0: the server sent more than was asked for",
  },
  {
    title: "compressed ranges",
    handler: () =>
      new Response("a", { status: 206, headers: { "content-range": "bytes 0-0/1", "content-encoding": "zstd" } }),
    reason: "the server sends ranges in the encoding zstd",
  },
];

for (const { title, handler, reason } of REFUSALS) {
  Deno.test(`openUrl() refuses ${title}`, async () => {
    await withServer(handler, async (url) => {
      const error = await assertRejects(() => openUrl(url, LIMITS), SourceError);
      assertStringIncludes(error.message, reason);
      assertEquals(error.message.includes("secret"), false);
    });
  });
}

Deno.test("openUrl() notices that the file changed between two reads", async () => {
  let version = 0;
  const handler: Handler = (request, range) => ranged(BODY, { etag: `"${version++}"` })(request, range);
  await withServer(handler, async (url) => {
    await using source = await openUrl(url, LIMITS);
    const error = await assertRejects(() => readBytes(source, 100_000, 1), SourceError);
    assertStringIncludes(error.message, "at byte 100000: the file changed while it was read");
  });
});

Deno.test("openUrl() says why a server is not reached, without the query", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const url = new URL(`http://127.0.0.1:${port}/a.pth?token=secret`);
  const error = await assertRejects(() => openUrl(url, LIMITS), SourceError);
  assertStringIncludes(error.message, `Cannot read "http://127.0.0.1:${port}/a.pth": the server was not reached: `);
  assertEquals(error.message.includes("secret"), false);
});
