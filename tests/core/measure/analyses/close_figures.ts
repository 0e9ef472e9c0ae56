import { assertAlmostEquals, assertEquals } from "@std/assert";

/** Asserts that figures are those that another library gave: numbers to a relative 1e-9, unless it says otherwise. */
export function assertFigures(
  figures: Readonly<Record<string, unknown>> | undefined,
  facts: Readonly<Record<string, unknown>>,
  about: string,
  relative = 1e-9,
): void {
  for (const [name, fact] of Object.entries(facts)) {
    const figure = figures?.[name];
    if (typeof fact !== "number" || typeof figure !== "number") assertEquals(figure, fact, `${about}: ${name}`);
    else assertAlmostEquals(figure, fact, relative * Math.abs(fact), `${about}: ${name}`);
  }
}
