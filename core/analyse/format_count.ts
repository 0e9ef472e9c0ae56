/** A number of tensors with thousands separators. */
export function formatCount(count: number): string {
  return `${count.toLocaleString("en")} tensor${count === 1 ? "" : "s"}`;
}
