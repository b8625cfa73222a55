import type { ProblemError } from "../../shared/problem";
import type { Translate } from "./i18n/sentences";

/** Why a turn has no answer: kept as facts, worded when shown. `seconds` is when to try again, null where unknown. */
export interface Failure {
  status: number;
  code: string;
  /** The service's own words, where they are meant for citizens (a closed channel). */
  detail: string;
  seconds: number | null;
}

export function failureOf({ status, code, detail, retryAfterSeconds }: ProblemError): Failure {
  return { status, code, detail: code === "channel_closed" ? detail : "", seconds: retryAfterSeconds };
}

const BY_CODE = {
  offline: "failure.offline",
  timeout: "failure.timeout",
  interrupted: "failure.interrupted",
  unavailable: "failure.unavailable",
  invalid_input: "failure.invalid",
  not_found: "failure.notFound",
} as const;

const BY_STATUS = { 400: "failure.invalid", 404: "failure.notFound", 422: "failure.invalid", 503: "failure.unavailable" } as const;

/** One kind sentence for a failed call, with what the citizen can do next. */
export function explain(failure: Failure, say: Translate): string {
  const { status, code, seconds } = failure;
  if (failure.detail) return failure.detail;
  if (status === 429) return seconds ? say("failure.tooManySeconds", { seconds }) : say("failure.tooMany");
  if (status === 503 && seconds) return say("failure.unavailableSeconds", { seconds });
  return say(known(BY_CODE, code) ?? known(BY_STATUS, status) ?? "failure.error");
}

function known<T extends object>(table: T, key: PropertyKey): T[keyof T] | undefined {
  return Object.hasOwn(table, key) ? table[key as keyof T] : undefined;
}
