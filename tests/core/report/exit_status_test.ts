import { assertEquals } from "@std/assert";
import { exitStatus } from "../../../core/report/exit_status.ts";
import type { Report } from "../../../core/model/report.ts";
import { note, type Problem } from "../../../core/model/problem.ts";
import { report, tensor } from "./make_report.ts";

const trouble: Problem = { severity: "trouble", file: "a", reason: "broken" };

/** The status with neither flag, with --exit-code, and with --exit-code --diff-only. */
function statuses(of: Report): number[] {
  return [
    exitStatus(of, { exitCode: false, diffOnly: false }),
    exitStatus(of, { exitCode: true, diffOnly: false }),
    exitStatus(of, { exitCode: true, diffOnly: true }),
  ];
}

Deno.test("exitStatus() is 1 only where it was asked for and something differs", () => {
  assertEquals(statuses(report([], { verdict: "identical_bytes" })), [0, 0, 0]);
  assertEquals(statuses(report([], { verdict: "identical_content" })), [0, 0, 0]);
  assertEquals(statuses(report([tensor("a")])), [0, 1, 0]);
  assertEquals(statuses(report([tensor("a", { change: "reshaped" })])), [0, 1, 1]);
  assertEquals(statuses(report([], { comparison: { kind: "binary", first_difference: 3 } })), [0, 1, 0]);
});

Deno.test("exitStatus() takes differences within the tolerance for none", () => {
  assertEquals(statuses(report([tensor("a", { change: "unchanged" })])), [0, 0, 0]);
});

Deno.test("exitStatus() is 2 for trouble, also in a member of a folder, and not for notes", () => {
  assertEquals(statuses(report([tensor("a")], { problems: [trouble] })), [2, 2, 2]);
  assertEquals(statuses(report([], { verdict: "identical_bytes", problems: [note("a", "odd")] })), [0, 0, 0]);
  assertEquals(statuses(folder([report([], { problems: [trouble] })])), [2, 2, 2]);
});

Deno.test("exitStatus() of folders is that of their files, and of files that came or went", () => {
  const same = report([], { verdict: "identical_bytes" });
  assertEquals(statuses(folder([same])), [0, 0, 0]);
  assertEquals(statuses(folder([same, report([tensor("a")])])), [0, 1, 0]);
  assertEquals(statuses(folder([same], 1)), [0, 1, 1]);
});

function folder(files: readonly Report[], added = 0): Report {
  const counts = { old: 1, new: 1 + added, added, removed: 0, changed: 0, unchanged: 0, failed: 0, left_out: 0 };
  return report([], { comparison: { kind: "folder", structure_changes: added, files: counts }, files });
}

Deno.test("exitStatus() is 1 where a finding stands that --fail-on names, also in a member of a folder", () => {
  const finding = { rule: "nan-appeared", severity: "warn", path: "a", message: "m", basis: "measured" } as const;
  const found = report([], { verdict: "different", findings: [finding] });
  const status = (of: Report, ...failOn: string[]) => exitStatus(of, { exitCode: false, diffOnly: false, failOn });
  assertEquals([status(found, "warn"), status(found, "info"), status(found, "nan-appeared")], [1, 1, 1]);
  assertEquals([status(found, "error"), status(found, "tie-changed"), status(found)], [0, 0, 0]);
  assertEquals(status(found, "tie-changed", "warn"), 1);
  assertEquals(status(report([], { files: [found] }), "warn"), 1);
  assertEquals(status(report([], { findings: [finding], problems: [trouble] }), "warn"), 2);
});
