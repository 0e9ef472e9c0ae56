// Written by deno task generate from the rules in this folder.
// deno-fmt-ignore-file
// deno-lint-ignore-file no-explicit-any

/** The expressions of the built-in rules as functions of facts, by their text. */
export const RULE_EXPRESSIONS: Readonly<Record<string, (facts: any) => unknown>> = {
  "in_old && in_new":
    (f: any) => (f.in_old && f.in_new),
  "in_old && in_new && change != 'unchanged'":
    (f: any) => ((f.in_old && f.in_new) && (f.change !== "unchanged")),
  "limits.relative_l2":
    (f: any) => f.limits.relative_l2,
  "measures.relative_l2":
    (f: any) => f.measures.relative_l2,
  "measures.relative_l2 >= limits.relative_l2":
    (f: any) => (f.measures.relative_l2 >= f.limits.relative_l2),
  "new.nan - old.nan":
    (f: any) => (f.new.nan - f.old.nan),
  "new.nan > old.nan":
    (f: any) => (f.new.nan > f.old.nan),
  "new.pos_inf + new.neg_inf - old.pos_inf - old.neg_inf":
    (f: any) => (((f.new.pos_inf + f.new.neg_inf) - f.old.pos_inf) - f.old.neg_inf),
  "new.pos_inf + new.neg_inf > old.pos_inf + old.neg_inf":
    (f: any) => ((f.new.pos_inf + f.new.neg_inf) > (f.old.pos_inf + f.old.neg_inf)),
  "new.tied_to":
    (f: any) => f.new.tied_to,
  "old.tied_to":
    (f: any) => f.old.tied_to,
  "old.tied_to != '' && new.tied_to == ''":
    (f: any) => ((f.old.tied_to !== "") && (f.new.tied_to === "")),
  "old.tied_to != new.tied_to":
    (f: any) => (f.old.tied_to !== f.new.tied_to),
  "old.tied_to == '' && new.tied_to != ''":
    (f: any) => ((f.old.tied_to === "") && (f.new.tied_to !== "")),
};
