import { ProblemError, request } from "../../../shared/problem";
import { router } from "../router";
import { session } from "../session";

/** Call the service as the signed-in user; when the session has ended, go to sign in. */
export async function call<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await request(url, init).catch(async (error: unknown) => {
    if (error instanceof ProblemError && error.status === 401) {
      session.forget();
      const { path, fullPath } = router.currentRoute.value;
      // What a page still sends as it is left must not take the place of where the person was.
      if (path !== "/sign-in") await router.push({ path: "/sign-in", query: { next: fullPath, ended: "1" } });
    }
    throw error;
  });
  return (response.status === 204 ? null : await response.json()) as T;
}

/** Change something: with the CSRF token, and the body as JSON unless it is a form. */
export async function change<T>(method: "POST" | "PUT" | "PATCH" | "DELETE", url: string, body?: unknown): Promise<T> {
  const headers = session.csrfHeader();
  if (body === undefined || body instanceof FormData) return await call<T>(url, { method, headers, body });
  return await call<T>(url, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** The query of an address, without what is empty. */
export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const set = Object.entries(values).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
}
