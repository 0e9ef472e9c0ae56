import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../core/model/limits.ts";
import type { Report } from "../../core/model/report.ts";
import { compareInputs } from "../../core/pipeline.ts";
import type { OpenInput } from "../../core/source/open_input.ts";
import { openFileInput } from "../../core/resolve/open_file_input.ts";
import { openUrl } from "../../core/source/http.ts";
import { operandsOf, readCases } from "../cases/case.ts";
import { EXACT, memoryInput } from "../contract/fixture.ts";
import { serveFolder } from "../contract/serve_folder.ts";

Deno.test("a file, memory and HTTP give one report, apart from the paths", async () => {
  for (const each of readCases().filter(({ name }) => !["experiment", "container_shards"].includes(name))) {
    const names = operandsOf(each);
    await using server = serveFolder(each.folder);
    await using closing = new AsyncDisposableStack();
    const file = names.map((name) => closing.use(openFileInput(`${each.folder}/${name}`, name)));
    const memory = names.map((name) => memoryInput(name, Deno.readFileSync(`${each.folder}/${name}`)));
    const http = await Promise.all(names.map(async (name): Promise<OpenInput> => {
      const source = await openUrl(new URL(`${server.origin}/?name=${encodeURIComponent(name)}`), DEFAULT_LIMITS);
      closing.use(source);
      return { path: name, source, sibling: () => Promise.reject(new Error("a case of one file a side")) };
    }));
    const report = await reportOf(file);
    assertEquals(await reportOf(memory), report, each.name);
    assertEquals(await reportOf(http), report, each.name);
  }
});

async function reportOf([old, fresh]: readonly OpenInput[]): Promise<Report> {
  return await compareInputs(old!, fresh!, EXACT);
}
