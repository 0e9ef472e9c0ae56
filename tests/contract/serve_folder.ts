/** A folder behind HTTP on this machine, with range requests. Closed by `await using`. */
export interface FolderServer extends AsyncDisposable {
  readonly origin: string;
}

/** Serves the files of a folder, by path or, where that leads out of it, by the parameter `name`. */
export function serveFolder(folder: string): FolderServer {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const name = searchParams.get("name") ?? decodeURIComponent(pathname).slice(1);
    return answer(Deno.readFileSync(`${folder}/${name}`), request.headers.get("range"));
  });
  return { origin: `http://127.0.0.1:${server.addr.port}`, [Symbol.asyncDispose]: () => server.shutdown() };
}

function answer(bytes: Uint8Array<ArrayBuffer>, range: string | null): Response {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  if (from === undefined) return new Response(bytes);
  const start = Number(from), part = bytes.slice(start, Number(to) + 1);
  if (part.length === 0) {
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${bytes.length}` } });
  }
  const headers = { "content-range": `bytes ${start}-${start + part.length - 1}/${bytes.length}`, "etag": '"1"' };
  return new Response(part, { status: 206, headers });
}
