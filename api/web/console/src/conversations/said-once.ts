const BYTES = 16;

/** 128 random bits; `randomUUID` does not exist on pages without HTTPS. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(BYTES))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Gives the same words the same key until they have arrived: sent again after a break, they are said once. */
export class SaidOnce {
  private words = "";
  private key = "";

  keyOf(words: string): string {
    if (!this.key || words !== this.words) [this.words, this.key] = [words, newKey()];
    return this.key;
  }

  /** The words have arrived: the same ones said again are another message. */
  arrived(): void {
    this.key = "";
  }
}
