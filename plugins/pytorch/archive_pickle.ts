/** Whether a member is the pickle of a torch archive: `data.pkl` under one root of any name. */
export function isArchivePickle(name: string): boolean {
  return /^[^/]+\/data\.pkl$/.test(name);
}
