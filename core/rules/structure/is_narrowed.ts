/** CEL: whether a tensor's new type is a floating-point type that holds less than its old one, as `castFormatOf` says. */
export const IS_NARROWED: string = "in_old && in_new && change == 'retyped' && " +
  "(old.dtype == 'float64' || old.dtype == 'float32' || old.dtype == 'bfloat16' || old.dtype == 'float16') && " +
  "(new.dtype == 'bfloat16' || new.dtype == 'float16' || new.dtype == 'float8_e5m2' || " +
  "new.dtype == 'float8_e4m3fn' || old.dtype == 'float64' && new.dtype == 'float32')";
