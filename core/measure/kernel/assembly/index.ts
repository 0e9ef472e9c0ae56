export { compare32, compare64, compareBfloat16, compareFloat16 } from "./compare";
export {
  decodeBfloat16,
  decodeFloat16,
  decodeInt16,
  decodeInt32,
  decodeInt64,
  decodeTable8,
  decodeUint16,
  decodeUint32,
  decodeUint64,
  dequantizeInt32,
  dequantizeInt8,
  dequantizeUint8,
  narrow64,
  widen32,
} from "./decode";
export { countPatterns16, countPatterns32, countPatterns8 } from "./patterns";
export {
  centredSquares32,
  centredSquares64,
  countBeyond32,
  countBeyond64,
  countChanged,
  countSignedZeros32,
  countSignedZeros64,
  countUnequal32,
  countUnequal64,
  findDifference32,
  findDifference64,
  products32,
  products64,
} from "./scan";
