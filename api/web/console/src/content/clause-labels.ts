const DIGITS = "零一二三四五六七八九";

/** The label after the last one: 第四条 → 第五条, （七） → （八）, 3. → 4.; empty where the last cannot be counted on. */
export function nextLabel(last: string): string {
  const chinese = /^(.*?)([一二三四五六七八九十百零]+)(.*)$/.exec(last);
  if (chinese) {
    const [, before = "", numeral = "", after = ""] = chinese;
    const value = valueOf(numeral);
    return value === null || value >= 999 ? "" : `${before}${numeralOf(value + 1)}${after}`;
  }
  return /\d/.test(last) ? last.replace(/\d+/, (figure) => String(Number(figure) + 1)) : "";
}

/** 1–999; null where the numeral is not one. */
export function valueOf(numeral: string): number | null {
  const found = /^(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(numeral);
  if (!found || !numeral) return null;
  const [, hundreds, tens, ten, ones] = found;
  const digit = (character: string | undefined) => (character ? DIGITS.indexOf(character) : 0);
  return digit(hundreds) * 100 + (ten ? (tens ? digit(tens) : 1) * 10 : 0) + digit(ones);
}

export function numeralOf(value: number): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const digit = (figure: number) => DIGITS[figure] ?? "";
  const hundred = hundreds ? `${digit(hundreds)}百${!tens && ones ? "零" : ""}` : "";
  const ten = tens ? `${tens === 1 && !hundreds ? "" : digit(tens)}十` : "";
  return `${hundred}${ten}${ones ? digit(ones) : ""}`;
}
