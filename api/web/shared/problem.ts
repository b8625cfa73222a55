/** What is wrong with one field of what was sent. */
export interface FieldFault {
  field: string;
  message: string;
}

/** An error of the service (RFC 9457), or of the way to it: `status` 0 means that no answer arrived. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail = "",
    readonly retryAfterSeconds: number | null = null,
    readonly faults: readonly FieldFault[] = [],
  ) {
    super(detail || code);
    this.name = "ProblemError";
  }
}

interface ProblemBody {
  code?: unknown;
  detail?: unknown;
  errors?: unknown;
}

/** Read the problem out of a failed response; a body that is not one still gives an error with its status. */
export async function problemFrom(response: Response): Promise<ProblemError> {
  const body = (await response.json().catch(() => null)) as ProblemBody | null;
  const retryAfter = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return problemOf(body, response.status, Number.isNaN(retryAfter) ? null : retryAfter);
}

/** Build the error from a problem document that arrived on its own, such as in an event stream. */
export function problemOf(body: unknown, status: number, retryAfterSeconds: number | null = null): ProblemError {
  const { code, detail, errors } = (body ?? {}) as ProblemBody;
  return new ProblemError(
    status,
    typeof code === "string" ? code : "error",
    typeof detail === "string" ? detail : "",
    retryAfterSeconds,
    Array.isArray(errors) ? errors.filter(isFault) : [],
  );
}

function isFault(row: unknown): row is FieldFault {
  const { field, message } = (row ?? {}) as Partial<Record<keyof FieldFault, unknown>>;
  return typeof field === "string" && typeof message === "string";
}

/** Call the service; what cannot be reached and what fails becomes a ProblemError. */
export async function request(url: string, init?: RequestInit, send: typeof fetch = fetch): Promise<Response> {
  const response = await send(url, init).catch((cause: unknown) => {
    throw new ProblemError(0, isAbort(cause) ? "timeout" : "offline");
  });
  if (!response.ok) throw await problemFrom(response);
  return response;
}

export function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && (cause.name === "AbortError" || cause.name === "TimeoutError");
}
