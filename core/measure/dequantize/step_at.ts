/** The distance between the levels next to an element's, by its index in the order in which a pair is compared. */
export type StepAt = (index: number) => number;
