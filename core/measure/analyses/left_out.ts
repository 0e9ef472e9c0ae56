import type { Skipped } from "./analysis.ts";

/** Tensors that an analysis of models was not applied to, counted by reason. */
export class LeftOut {
  readonly #tensors = new Map<string, number>();

  add(reason: string, tensors = 1): void {
    this.#tensors.set(reason, (this.#tensors.get(reason) ?? 0) + tensors);
  }

  get isEmpty(): boolean {
    return this.#tensors.size === 0;
  }

  /** Why nothing at all was found out. */
  skipped(): Skipped {
    return { skipped: Array.from(this.#tensors.keys()).join("; ") };
  }

  /** As a part of an outcome: nothing where none was left out. */
  parts(): { readonly left_out?: readonly { readonly reason: string; readonly tensors: number }[] } {
    if (this.isEmpty) return {};
    return { left_out: Array.from(this.#tensors, ([reason, tensors]) => ({ reason, tensors })) };
  }
}
