import { infinityAppeared } from "./health/infinity_appeared.ts";
import { nanAppeared } from "./health/nan_appeared.ts";
import { significantChange } from "./magnitude/significant_change.ts";
import { tieChanged } from "./structure/tie_changed.ts";
import type { Rule } from "../model/rule.ts";

/** The built-in rules, most severe first. */
export const RULES: readonly Rule[] = [nanAppeared, infinityAppeared, tieChanged, significantChange];
