import { assertEquals } from "@std/assert";
import type { Change, Report } from "../../../../core/model/report.ts";
import type { Distribution, DistributionBasis } from "../../../../core/model/measures.ts";
import { DEFAULT_RENDER_OPTIONS } from "../../../../core/render/render_options.ts";
import { distributionLines } from "../../../../core/render/text/distribution_text.ts";
import { createStyle } from "../../../../core/render/text/style.ts";

function distribution(basis: DistributionBasis, shift: number): Distribution {
  return {
    basis,
    distinct: basis === "exact" ? 12 + 2 * shift : null,
    quantiles: { p0_1: -9, p1: -2, p25: -1, p50: shift, p75: 1, p99: 2, p99_9: 9 },
    quantile_error: basis === "exact" ? 0 : 2 ** -8,
  };
}

function change(path: string, basis: DistributionBasis, ks: number, std: number | null): Change {
  const facts = { dtype: "float32", shape: [100], elements: 100 };
  return {
    path,
    keys: [path],
    node: "tensor",
    change: "revalued",
    old: { ...facts, distribution: distribution(basis, 0) },
    new: { ...facts, distribution: distribution(basis, 0.5) },
    drift: {
      basis,
      ks,
      ks_error: basis === "exact" ? 0 : 0.002,
      wasserstein: 0.25,
      wasserstein_error: 0,
      wasserstein_std: std,
    },
  };
}

function lines(changes: readonly Change[], top = 10): readonly string[] {
  const report = { changes, comparison: { kind: "model" } } as unknown as Report;
  return distributionLines(report, { ...DEFAULT_RENDER_OPTIONS, top }, createStyle(false));
}

Deno.test("distributionLines() puts the largest KS statistic first and counts what it leaves out", () => {
  assertEquals(lines([change("a", "exact", 0.1, 0.5), change("b", "exact", 0.2, null)], 1), [
    "Distributions (KS statistic; 2 tensors changed, 1 shown):",
    "  0.200  b  Wasserstein 0.250",
    "      1 % -2   25 % -1   median 0 -> 0.500   75 % 1   99 % 2   distinct 12 -> 13",
    "  1 more: --top 2",
  ]);
});

Deno.test("distributionLines() draws both sides over the same values, each as high as its fullest bin allows", () => {
  const wide = change("a", "exact", 0.1, 0.5), rest = new Array<number>(28).fill(0);
  const histogram = { limit: 0.5, old: [8, 4, 1, 0, ...rest], new: [0, 0, 1000, 1, ...rest] };
  assertEquals(lines([{ ...wide, drift: { ...wide.drift!, histogram } }]).slice(2, 4), [
    `      old |\u2588\u2584\u2581${" ".repeat(29)}|  -0.500 to 0.500`,
    `      new |  \u2588\u2581${" ".repeat(28)}|`,
  ]);
});

Deno.test("distributionLines() says what bins leave open", () => {
  assertEquals(lines([change("a", "binned", 0.1, 0.5)]), [
    "Distributions (KS statistic; 1 tensor changed):",
    "  0.100  a  Wasserstein 0.500 of old std",
    "      1 % -2   25 % -1   median 0 -> 0.500   75 % 1   99 % 2",
    "  binned by the upper 16 bits of float32: KS up to 0.00200 larger, quantiles within 0.4%",
  ]);
});

Deno.test("distributionLines() has nothing to say of what did not change", () => {
  assertEquals(lines([{ ...change("a", "exact", 0, 0), change: "unchanged" }]), []);
});
