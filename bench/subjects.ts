/** Where programs are on this machine. */
export interface Setting {
  readonly deno: string;
  /** The Python in whose environment the peers are; absent: they are left out. */
  readonly python?: string;
  /** diffai as a compiled program; absent: it is left out. */
  readonly program?: string;
}

/** diffai in both of its forms: what the ratios are about. */
export const SUBJECTS = ["diffai", "compiled"] as const;

/** One of `SUBJECTS`. */
export type SubjectId = (typeof SUBJECTS)[number];

/** How diffai is started, before its arguments; `undefined` if it is not there. */
export function launch(subject: SubjectId, { deno, program }: Setting): readonly string[] | undefined {
  if (subject === "diffai") return [deno, "run", "--no-prompt", "--allow-read", "dist/cli/cli.js"];
  return program === undefined ? undefined : [program];
}

/** Whether a program is diffai itself. */
export function isSubject(program: string): program is SubjectId {
  return SUBJECTS.some((subject) => subject === program);
}
