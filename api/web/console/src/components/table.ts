/** A column of a `DataTable`; `key` names its slot, and what it is sorted by where `sortable`. */
export interface Column {
  key: string;
  label: string;
  sortable?: boolean;
  /** The heading of the card that a row becomes on a narrow screen. */
  primary?: boolean;
  /** Figures and dates do not wrap. */
  short?: boolean;
}
