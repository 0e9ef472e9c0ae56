/** First pickle of the layout before torch 1.6. */
export const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn;
