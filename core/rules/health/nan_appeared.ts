import { bothTensors, type ChangeRule } from "../../model/rule.ts";

/** A tensor has NaN that it did not have. */
export const nanAppeared: ChangeRule = {
  id: "nan-appeared",
  title: "NaN that the old file does not have",
  severity: "warn",
  basis: "measured",
  check(change) {
    const sides = bothTensors(change);
    const before = sides?.old.nan ?? 0, after = sides?.new.nan ?? 0;
    return after > before ? `${(after - before).toLocaleString("en")} NaN that the old file does not have` : null;
  },
};
