/** The kinds of file that can be read, as the file picker wants them. */
export const ACCEPTED = [
  "docx", "doc", "wps", "pdf", "ofd", "xlsx", "xls", "csv", "html", "htm", "md", "txt", "zip",
] as const;

export const ACCEPT_ATTRIBUTE = ACCEPTED.map((suffix) => `.${suffix}`).join(",");

const LARGEST_BYTES = 200 * 1024 * 1024;

/** Sort files that were dropped into those worth sending, and sentences for the others. */
export function sortFiles(files: readonly File[]): { accepted: File[]; refused: string[] } {
  const accepted: File[] = [];
  const refused: string[] = [];
  for (const file of files) {
    const fault = faultOf(file);
    if (fault) refused.push(`“${file.name}”${fault}`);
    else accepted.push(file);
  }
  return { accepted, refused };
}

/** The files without repeats: dropping the same file twice sends it once. */
export function withoutRepeats(files: readonly File[]): File[] {
  return [...new Map(files.map((file) => [`${file.name}/${file.size}/${file.lastModified}`, file])).values()];
}

function faultOf({ name, size }: File): string {
  const suffix = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (!(ACCEPTED as readonly string[]).includes(suffix)) return "的格式不能读取，请换成 docx、pdf 或 xlsx 等格式。";
  if (size === 0) return "是空文件。";
  return size > LARGEST_BYTES ? "超过 200 MB，请拆成几个文件。" : "";
}

export function readableSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${kilobytes.toFixed(0)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}
