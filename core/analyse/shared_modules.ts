import type { Finding } from "../model/report.ts";

/** What a rule says of a tensor. */
export type Said = Pick<Finding, "severity" | "message">;

/** A module of several tensors of all of which one thing is said. */
export interface SharedModule {
  /** Its name; empty for the model. */
  readonly path: string;
  readonly said: Said;
  /** Where its tensors begin and end in the list. */
  readonly first: number;
  readonly end: number;
}

/** A module that may hold further tensors. */
interface OpenModule {
  /** Its name and a dot: what the names of its tensors begin with. Empty for the model. */
  readonly prefix: string;
  readonly first: number;
  /** What is said of all of its tensors so far; `null` where that is not one thing. */
  said: Said | null;
}

/**
 * The coarsest modules of all of whose tensors one thing is said. Modules are
 * the parts of names before their dots, and the empty name is the model. Names
 * come sorted, so that the tensors of a module are neighbours: of 100,000
 * tensors, no more modules are kept at a time than a name has parts.
 *
 * @param saidOf What is said of the tensor at an index; `null` for nothing.
 *
 * @example
 * ```ts
 * import { sharedModules } from "./shared_modules.ts";
 * import { assertEquals } from "@std/assert";
 * const said = { severity: "info", message: "unchanged" } as const;
 * const shared = sharedModules(["a.0.b", "a.0.w", "a.1.w", "b.w"], (index) => index < 2 ? said : null);
 * assertEquals(shared, [{ path: "a.0", said, first: 0, end: 2 }]);
 * ```
 */
export function sharedModules(names: Iterable<string>, saidOf: (index: number) => Said | null): SharedModule[] {
  const open: OpenModule[] = [], shared: SharedModule[] = [];
  let index = 0;
  for (const name of names) {
    while (open.length > 0 && !name.startsWith(open.at(-1)!.prefix)) close(open.pop()!, index, shared);
    const said = saidOf(index);
    for (const module of open) if (!saySame(module.said, said)) module.said = null;
    for (const prefix of prefixesOf(name, open.at(-1)?.prefix)) open.push({ prefix, first: index, said });
    index++;
  }
  for (const module of open.reverse()) close(module, index, shared);
  return shared;
}

/** Adds a module whose end is reached instead of those inside of it. */
function close({ prefix, first, said }: OpenModule, end: number, shared: SharedModule[]): void {
  if (said === null || end - first < 2) return;
  while (shared.length > 0 && shared.at(-1)!.first >= first) shared.pop();
  shared.push({ path: prefix.slice(0, -1), said, first, end });
}

/** Whether two tensors have one finding. */
export function saySame(one: Said | null, other: Said | null): boolean {
  return one !== null && other !== null && one.message === other.message && one.severity === other.severity;
}

/** The prefixes of the modules that a tensor is in and that are finer than one, or all of them. */
function prefixesOf(name: string, outer: string | undefined): string[] {
  const prefixes = outer === undefined ? [""] : [];
  // A name may begin with a dot.
  let dot = name.indexOf(".", Math.max(1, outer?.length ?? 0));
  for (; dot >= 0; dot = name.indexOf(".", dot + 1)) prefixes.push(name.slice(0, dot + 1));
  return prefixes;
}
