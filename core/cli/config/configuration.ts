import type { RulesInForce } from "../../model/rule_settings.ts";
import type { FlagName } from "../flags.ts";

/** The settings of a configuration file and of those that it extends, and where each comes from. */
export interface Configuration {
  /** The files, the most general first. */
  readonly files: readonly string[];
  readonly flags: ReadonlyMap<FlagName, FlagDefault>;
  readonly rules: RulesInForce;
  /**
   * File and line by the names of settings: `nan-appeared`,
   * `nan-appeared.severity`, `significant-change.limits.relative_l2`,
   * `overrides.0`.
   */
  readonly origins: ReadonlyMap<string, string>;
}

/** What a flag is where the command line does not give it. */
export interface FlagDefault {
  readonly values: true | readonly string[];
  readonly origin: string;
}
