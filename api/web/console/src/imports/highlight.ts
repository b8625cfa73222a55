export interface TextPart {
  text: string;
  marked: boolean;
}

/** A line cut at the sentence to be shown in it; the whole line is marked where the sentence spans several lines. */
export function partsOf(text: string, sentence: string): TextPart[] {
  if (!sentence) return [{ text, marked: false }];
  const start = text.indexOf(sentence);
  if (start < 0) return [{ text, marked: text.trim() !== "" }];
  const end = start + sentence.length;
  const parts = [
    { text: text.slice(0, start), marked: false },
    { text: sentence, marked: true },
    { text: text.slice(end), marked: false },
  ];
  return parts.filter((part) => part.text);
}
