export interface PasswordRule {
  label: string;
  met: boolean;
}

const SHORTEST = 10;
const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/u];
const CLASSES_NEEDED = 3;
const NAME_SHORTEST = 3;

/** The rules as far as a browser can check them; common and former passwords are known to the service only. */
export function passwordRules(password: string, username: string, former = ""): PasswordRule[] {
  const kinds = CLASSES.filter((kind) => kind.test(password)).length;
  const name = username.trim().toLowerCase();
  const hasName = name.length >= NAME_SHORTEST && password.toLowerCase().includes(name);
  return [
    { label: `至少 ${SHORTEST} 个字符`, met: [...password].length >= SHORTEST },
    { label: "大写字母、小写字母、数字、符号，四类中至少三类", met: kinds >= CLASSES_NEEDED },
    { label: "不含用户名", met: password !== "" && !hasName },
    { label: "没有连续重复或键盘顺序的四个字符", met: password !== "" && !hasRun(password) },
    { label: "和原密码不同", met: password !== "" && password !== former },
  ];
}

const ROWS = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const RUN = 4;

function hasRun(password: string): boolean {
  const text = password.toLowerCase();
  for (let start = 0; start + RUN <= text.length; start++) {
    const part = text.slice(start, start + RUN);
    const backwards = [...part].reverse().join("");
    if (new Set(part).size === 1 || ROWS.some((row) => row.includes(part) || row.includes(backwards))) return true;
  }
  return false;
}
