import { assertEquals, assertMatch } from "@std/assert";
import { makeFolder } from "../../cases/shell.ts";
import { commandOf, MAY_SPAWN } from "../../cases/spawn_run.ts";

const BYTES = 2 ** 38;
const HEADER = JSON.stringify({ w: { dtype: "F32", shape: [BYTES / 4], data_offsets: [0, BYTES] } });

/** Two files of a tensor of 256 GiB, all zeros, of which the disk holds the headers alone. */
const SET_UP = [
  `printf '\\${HEADER.length.toString(8)}\\0\\0\\0\\0\\0\\0\\0%s' '${HEADER}' > old.safetensors`,
  `truncate -s ${8 + HEADER.length + BYTES} old.safetensors; cp --sparse=always old.safetensors new.safetensors`,
].join("\n");

/** The first line comes after a second; where the machine was slow to begin, that is too early for a rate. */
const PROGRESS_LINE = /^diffai: \d+\.\d (?:MiB )?of 512\.0 GiB(?: {2}\d+\.\d [MG]iB\/s {2}[\dhmins ]+ left)? {2}w\n$/;

/** Starts a comparison that takes minutes, gives it a signal once it has told its progress, and says how it ended. */
async function interrupt(signal: Deno.Signal, jobs: number, folder: string) {
  const args = ["old.safetensors", "new.safetensors", "--progress", "always", "--jobs", String(jobs)];
  const child = commandOf(args, { folder }).spawn();
  try {
    const errors = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
    const stdout = new Response(child.stdout).text();
    let stderr = (await errors.read()).value ?? "";
    child.kill(signal);
    for (let read = await errors.read(); !read.done; read = await errors.read()) stderr += read.value;
    return { ...await child.status, stdout: await stdout, stderr };
  } finally {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended, as it should.
    }
  }
}

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test({
    name: `cli.ts ends by ${signal} at once, without a report or a trace of it`,
    ignore: !MAY_SPAWN || Deno.build.os !== "linux", // elsewhere, files of zeros may take their room on the disk
    async fn() {
      await using folder = await makeFolder(SET_UP);
      for (const jobs of [1, 2]) {
        const { stderr, ...end } = await interrupt(signal, jobs, folder.path);
        assertEquals(end, { success: false, code, signal, stdout: "" });
        assertMatch(stderr, PROGRESS_LINE);
      }
    },
  });
}
