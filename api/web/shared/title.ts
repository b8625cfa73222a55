/** The title of a document in its marks, which some records already have. */
export function bracketed(title: string): string {
  return title.startsWith("《") ? title : `《${title}》`;
}
