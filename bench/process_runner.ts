/** What one run of a command took. */
export interface Measured {
  readonly seconds: number;
  /** The largest resident memory of the process or of one that it waited for; `null` without Python. */
  readonly peakBytes: number | null;
  readonly stdout: string;
}

/** A command that could not be started, or ended with another status than 0. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  /** Without paths, for the page: `it ended with status 1`. */
  readonly reason: string;
  constructor(reason: string, command: readonly string[], stderr = "") {
    super(`Cannot run ${command.join(" ")}: ${reason}${stderr && `\n${stderr}`}`);
    this.reason = reason;
  }
}

const REPOSITORY = new URL("../", import.meta.url);

/** Runs commands one after the other, in the repository's root. */
export class ProcessRunner {
  readonly #python: string | undefined;
  #child: Deno.ChildProcess | undefined;

  /** `python` runs the script that accounts for memory; the peers' environment is not needed for it. */
  constructor(python?: string) {
    this.#python = python;
  }

  /**
   * Runs a command to its end and gives its standard output.
   *
   * @throws {CommandError} if it cannot be started or fails.
   */
  async output(command: readonly string[]): Promise<string> {
    return (await this.#run(command)).stdout;
  }

  /**
   * Runs a command and measures it from outside: by a small Python script that
   * starts it and asks the operating system at its end, where there is Python;
   * otherwise by the clock alone, since Deno itself is not told of memory.
   *
   * @throws {CommandError} if it cannot be started or fails.
   */
  async measure(command: readonly string[]): Promise<Measured> {
    if (this.#python === undefined) {
      const start = performance.now();
      const { stdout } = await this.#run(command);
      return { seconds: (performance.now() - start) / 1000, peakBytes: null, stdout };
    }
    // Isolated and without site packages: it starts faster, and small.
    const { stdout, stderr } = await this.#run([
      this.#python,
      "-I",
      "-S",
      "bench/peers/measure_process.py",
      ...command,
    ]);
    const lines = stderr.trimEnd().split("\n");
    const { status, seconds, peak_bytes: peakBytes } = JSON.parse(lines.pop()!);
    if (status !== 0) throw new CommandError(statusReason(status), command, lines.join("\n"));
    return { seconds, peakBytes, stdout };
  }

  /** Ends the command that is running, if there is one. */
  stop(): void {
    this.#child?.kill("SIGTERM");
  }

  async #run(command: readonly string[]): Promise<{ stdout: string; stderr: string }> {
    this.#child = spawn(command);
    try {
      const { stdout, stderr, code } = await this.#child.output();
      const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      if (code !== 0) throw new CommandError(statusReason(code), command, err);
      return { stdout: out!, stderr: err! };
    } finally {
      this.#child = undefined;
    }
  }
}

function spawn(command: readonly string[]): Deno.ChildProcess {
  const [program, ...args] = command;
  try {
    return new Deno.Command(program!, { args, cwd: REPOSITORY, stdin: "null", stdout: "piped", stderr: "piped" })
      .spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new CommandError("there is no such program", command);
    throw error;
  }
}

function statusReason(status: number): string {
  return status < 0 ? `signal ${-status} ended it` : `it ended with status ${status}`;
}
