/** What a value of a configuration file may be: the part of JSON Schema that it takes to say so. */
export interface Shape {
  readonly description?: string;
  readonly type?: "object" | "array" | "string" | "number" | "boolean";
  /** Of an object: what its keys hold; `false`: the key must not be there. */
  readonly properties?: Readonly<Record<string, Shape | false>>;
  /** Of an object: what other keys hold; `false`: there are none. */
  readonly additionalProperties?: Shape | false;
  readonly required?: readonly string[];
  /** Of an array. */
  readonly items?: Shape;
  readonly minItems?: number;
  /** Of a text. */
  readonly enum?: readonly string[];
  readonly pattern?: string;
  /** One of these; their types differ. */
  readonly anyOf?: readonly Shape[];
}

/** The type of a shape, in words. */
export const TYPE_WORDS: Readonly<Record<NonNullable<Shape["type"]>, string>> = {
  object: "a map",
  array: "a list",
  string: "a text",
  number: "a finite number",
  boolean: "true or false",
};
