import type { Rule } from "../model/rule.ts";
import { becameConstant } from "./health/became_constant.ts";
import { becameZero } from "./health/became_zero.ts";
import { gammaCollapse } from "./health/gamma_collapse.ts";
import { deadChannels } from "./health/dead_channels.ts";
import { infinityAppeared } from "./health/infinity_appeared.ts";
import { invariantBroken } from "./health/invariant_broken.ts";
import { nanAppeared } from "./health/nan_appeared.ts";
import { changeConcentrated } from "./magnitude/change_concentrated.ts";
import { frozenPart } from "./magnitude/frozen_part.ts";
import { losslessNarrower } from "./magnitude/lossless_narrower.ts";
import { rangeGrowth } from "./magnitude/range_growth.ts";
import { significantChange } from "./magnitude/significant_change.ts";
import { importsAppeared } from "./safety/imports_appeared.ts";
import { maskChanged } from "./sparsity/mask_changed.ts";
import { nmSparsity } from "./sparsity/nm_sparsity.ts";
import { rowsPruned } from "./sparsity/rows_pruned.ts";
import { zerosAppeared } from "./sparsity/zeros_appeared.ts";
import { castInexact } from "./structure/cast_inexact.ts";
import { depthChanged } from "./structure/depth_changed.ts";
import { dtypeChanged } from "./structure/dtype_changed.ts";
import { duplicateTensors } from "./structure/duplicate_tensors.ts";
import { pureCast } from "./structure/pure_cast.ts";
import { tieChanged } from "./structure/tie_changed.ts";
import { momentsReset } from "./training/moments_reset.ts";
import { normalisationDrift } from "./training/normalisation_drift.ts";
import { optimizerChanged } from "./training/optimizer_changed.ts";
import { progress } from "./training/progress.ts";

/** The built-in rules, most severe first. */
export const RULES: readonly Rule[] = [
  invariantBroken,
  nanAppeared,
  infinityAppeared,
  becameZero,
  becameConstant,
  gammaCollapse,
  deadChannels,
  rangeGrowth,
  normalisationDrift,
  momentsReset,
  importsAppeared,
  progress,
  optimizerChanged,
  depthChanged,
  dtypeChanged,
  pureCast,
  castInexact,
  tieChanged,
  duplicateTensors,
  rowsPruned,
  nmSparsity,
  zerosAppeared,
  maskChanged,
  frozenPart,
  changeConcentrated,
  significantChange,
  losslessNarrower,
];
