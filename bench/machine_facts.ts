import { cpus } from "node:os";
import { VERSION } from "../core/model/version.ts";
import { CommandError, type ProcessRunner } from "./process_runner.ts";
import { PROGRAMS } from "./programs.ts";
import type { MachineFacts } from "./results.ts";
import type { Setting } from "./subjects.ts";

/** The machine, with the name of its processor as the system gives it. */
export function machineFacts(): MachineFacts {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: navigator.hardwareConcurrency,
    memory: Deno.systemMemoryInfo().total,
    system: `${Deno.build.os} ${Deno.osRelease().split("-")[0]} ${Deno.build.arch}`,
    load: Deno.loadavg()[0]!,
  };
}

/** Versions of the programs and packages that are there. */
export async function findVersions(runner: ProcessRunner, { python }: Setting): Promise<Record<string, string>> {
  return {
    diffai: VERSION,
    deno: Deno.version.deno,
    ...await cmpVersion(runner),
    ...(python === undefined ? {} : await pythonVersions(runner, python)),
  };
}

async function cmpVersion(runner: ProcessRunner): Promise<{ cmp?: string }> {
  try {
    const [line] = (await runner.output(["cmp", "--version"])).split("\n");
    return { cmp: line!.replace(/^cmp /, "") };
  } catch (error) {
    if (error instanceof CommandError) return {};
    throw error;
  }
}

async function pythonVersions(runner: ProcessRunner, python: string): Promise<Record<string, string>> {
  const packages = new Set(Object.values(PROGRAMS).flatMap(({ packages = [] }) => packages));
  return JSON.parse(await runner.output([python, "bench/peers/versions.py", ...packages]));
}
