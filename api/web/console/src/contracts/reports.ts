/** What the desk proposes on entries: an answer was wrong, or was said in other words. */
export type ReportState = "open" | "accepted" | "rejected" | "withdrawn";

export interface Report {
  report_id: string;
  entry_id: string;
  title: string;
  kind: "wrong" | "edited";
  department: string;
  question: string;
  answer: string;
  proposed: string;
  reason: string;
  reported_by: string;
  created_at: string;
  state: ReportState;
  decided_by: string;
  decided_at: string | null;
  decision: string;
}

export interface ReportPage {
  items: Report[];
}

export type Decision = "accepted" | "rejected";
