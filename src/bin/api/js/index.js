// MTA-STS Lens for programs.

export {
  LensError,
  check,
  classify,
  generate,
  matchMx,
  plan,
  readReports,
  rules,
  validatePolicy,
  validateRecord,
  validateTlsrpt,
} from "./core.js";
