/** Below this many elements, making a kernel costs more than it saves. */
const LEAST_ELEMENTS = 100_000;

/** Whether so many elements in all are worth a kernel. */
export function areWorthKernel(elements: number): boolean {
  return elements >= LEAST_ELEMENTS;
}
