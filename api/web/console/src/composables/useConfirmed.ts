import { reactive } from "vue";

import { ProblemError } from "../../../shared/problem";
import { confirmPassword } from "../services/account";
import { session } from "../session";

const CODE = "confirmation_required";

/** The dialogue that asks for the password once more; one for the whole application. */
export const confirmation = reactive({ open: false });

let waiting: ((confirmed: boolean) => void) | null = null;

/** A person who closed the dialogue: nothing went wrong, and nothing was done. */
export class NotConfirmed extends ProblemError {
  constructor() {
    super(403, CODE, "没有确认身份，操作没有执行。");
  }
}

/** Do it; where the service wants the password once more, ask for it and do it again. */
export async function confirmed<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === CODE)) throw error;
  }
  if (!(await asked())) throw new NotConfirmed();
  return await action();
}

export async function answerWithPassword(password: string): Promise<void> {
  await confirmPassword(password);
  settle(true);
}

/** The person came back from the other system, in another tab: that opened a new session for this browser. */
export async function answerWithSingleSignOn(): Promise<void> {
  const before = session.user;
  const now = await session.renew();
  if (!now || now.csrf_token === before?.csrf_token) throw new ProblemError(403, CODE, "还没有确认，请先在新打开的页面里登录。");
  if (now.username !== before?.username) throw new ProblemError(403, CODE, "刚才登录的是另一个账号，请刷新页面。");
  settle(true);
}

export function settle(isConfirmed: boolean): void {
  confirmation.open = false;
  waiting?.(isConfirmed);
  waiting = null;
}

function asked(): Promise<boolean> {
  waiting?.(false);
  confirmation.open = true;
  return new Promise((resolve) => (waiting = resolve));
}
