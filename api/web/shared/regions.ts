export interface Region {
  code: string;
  name: string;
}

/** 三门峡市 and the places below it that have a GB/T 2260 code. */
export const REGIONS: readonly Region[] = [
  { code: "411200", name: "三门峡市" },
  { code: "411202", name: "湖滨区" },
  { code: "411203", name: "陕州区" },
  { code: "411281", name: "义马市" },
  { code: "411282", name: "灵宝市" },
  { code: "411221", name: "渑池县" },
  { code: "411224", name: "卢氏县" },
];
