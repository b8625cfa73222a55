export interface PasswordRule {
  label: string;
  met: boolean;
}

const SHORTEST = 10;
const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/u];
const CLASSES_NEEDED = 3;
const REST_SHORTEST = 5;

/** The rules as far as a browser can check them; common and former passwords are known to the service only. */
export function passwordRules(password: string, username: string, former = ""): PasswordRule[] {
  const kinds = CLASSES.filter((kind) => kind.test(password)).length;
  const name = username.trim().toLowerCase();
  const typed = password !== "";
  return [
    { label: `至少 ${SHORTEST} 个字符`, met: [...password].length >= SHORTEST },
    { label: "大写字母、小写字母、数字、符号，四类中至少三类", met: kinds >= CLASSES_NEEDED },
    { label: "不含用户名", met: typed && !(name && password.toLowerCase().includes(name)) },
    { label: "不靠连着的键（如 1234、qwer）或重复的字凑数", met: typed && lengthWithoutRuns(password) >= REST_SHORTEST },
    { label: "和原密码不同", met: typed && password !== former },
  ];
}

const ROWS = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const RUN = 4;

function lengthWithoutRuns(password: string): number {
  const text = password.toLowerCase().replace(/(.)\1{2,}/gu, "");
  let inside = 0;
  for (let at = 0; at < text.length; at++) if (isInRun(text, at)) inside++;
  return text.length - inside;
}

function isInRun(text: string, at: number): boolean {
  for (let start = Math.max(0, at - RUN + 1); start <= at && start + RUN <= text.length; start++) {
    const part = text.slice(start, start + RUN);
    const backwards = [...part].reverse().join("");
    if (ROWS.some((row) => row.includes(part) || row.includes(backwards))) return true;
  }
  return false;
}
