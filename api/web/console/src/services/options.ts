import { reactive } from "vue";

import { call } from "./http";

export interface NamedOption {
  name: string;
  label: string;
}

export interface Person {
  username: string;
  display_name: string;
  role: string;
}

/** What forms offer to choose from. */
export interface Options {
  departments: string[];
  regions: { code: string; name: string }[];
  fields: string[];
  elements: NamedOption[];
  aspects: NamedOption[];
  people: Person[];
}

const NONE: Options = { departments: [], regions: [], fields: [], elements: [], aspects: [], people: [] };

/** The choices, empty until they have arrived: every form shows the same ones. */
export const options = reactive<Options>(structuredClone(NONE));
let asked: Promise<void> | null = null;

/** Fetch the choices once; a failure is forgotten, so that the next form asks again. */
export async function loadOptions(): Promise<void> {
  asked ??= call<Options>("/api/options").then(
    (found) => void Object.assign(options, found),
    (error: unknown) => {
      asked = null;
      throw error;
    },
  );
  await asked;
}

/** Ask again the next time, after the people or departments have changed. */
export function forgetOptions(): void {
  asked = null;
  Object.assign(options, structuredClone(NONE));
}

/** Who acts where nobody is signed in, as the service writes it down. */
const NOBODY: Record<string, string> = {
  "anonymous": "未登录的人",
  "command-line": "命令行",
  "import": "命令行导入",
  "system": "系统",
};

/** The account as the log names it: names of people may be given again, names of accounts are not. */
export function accountName(username: string): string {
  return NOBODY[username] ?? username;
}

/** Names of those at the desk, who are not among the people that work is assigned to. */
const colleagues = reactive<Partial<Record<string, string>>>({});

export function rememberNames(people: readonly { username: string; name: string }[]): void {
  for (const { username, name } of people) colleagues[username] = name;
}

export function personName(username: string): string {
  const known = options.people.find((person) => person.username === username)?.display_name;
  return known ?? colleagues[username] ?? accountName(username);
}

export function regionName(code: string): string {
  return options.regions.find((region) => region.code === code)?.name ?? (code === "000000" ? "全国" : code);
}
