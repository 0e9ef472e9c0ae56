/** Thrown where something has to be known that is not known yet. */
const NOT_YET = new Error("It is not known yet");

/** Leaves what is being made to be made again when all is known. */
export function notYet(): never {
  throw NOT_YET;
}

/** What `make` makes; `undefined` where that has to wait. */
export function ifKnown<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error === NOT_YET) return undefined;
    throw error;
  }
}
