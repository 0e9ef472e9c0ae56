import { bothTensors, type ChangeRule } from "../../model/rule.ts";

/** A tensor has infinities that it did not have. */
export const infinityAppeared: ChangeRule = {
  id: "infinity-appeared",
  title: "infinite values that the old file does not have",
  severity: "warn",
  basis: "measured",
  check(change) {
    const sides = bothTensors(change);
    if (!sides) return null;
    const count = ({ pos_inf = 0, neg_inf = 0 }) => pos_inf + neg_inf;
    const more = count(sides.new) - count(sides.old);
    const noun = more === 1 ? "infinite value" : "infinite values";
    return more > 0 ? `${more.toLocaleString("en")} ${noun} that the old file does not have` : null;
  },
};
