/** Colours by meaning. Signs and words carry the same meaning without them. */
export interface Style {
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly changed: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** ANSI colours, or none. */
export function createStyle(color: boolean): Style {
  const paint = (code: number, end: number) => (text: string) => color ? `\x1b[${code}m${text}\x1b[${end}m` : text;
  return {
    added: paint(32, 39),
    removed: paint(31, 39),
    changed: paint(33, 39),
    strong: paint(1, 22),
    faint: paint(2, 22),
  };
}
