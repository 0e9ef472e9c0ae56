import { run } from "../../core/cli/run.ts";
import { createTerminal, type OutputStream } from "../../core/cli/terminal.ts";

/** What one command line did. */
export interface RunResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, in a folder, as if its output went to a file. */
export async function captureRun(args: readonly string[], folder: string): Promise<RunResult> {
  const stdout = createRecorder(), stderr = createRecorder();
  const before = Deno.cwd();
  Deno.chdir(folder);
  try {
    const status = await run(args, createTerminal({ stdout, stderr }));
    return { status, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    Deno.chdir(before);
  }
}

function createRecorder(): OutputStream & { text(): string } {
  const decoder = new TextDecoder();
  let written = "";
  return {
    isTerminal: () => false,
    writeSync(bytes) {
      written += decoder.decode(bytes, { stream: true });
      return bytes.length;
    },
    text: () => written,
  };
}
