import type { ChangeRule } from "../../model/rule.ts";

/** Relative L2 change from which a tensor counts in `significant_changes`. */
const SIGNIFICANT_RELATIVE_L2 = 0.01;

/** A tensor moved by at least a hundredth of its own length. */
export const significantChange: ChangeRule = {
  id: "significant-change",
  title: `relative L2 change of at least ${SIGNIFICANT_RELATIVE_L2}`,
  severity: "info",
  basis: "measured",
  check({ change, measures }) {
    const moved = measures?.relative_l2 ?? 0;
    if (change === "unchanged" || moved < SIGNIFICANT_RELATIVE_L2) return null;
    return `relative L2 change ${moved.toPrecision(3)}, at least ${SIGNIFICANT_RELATIVE_L2}`;
  },
};
