import type { ChatReply, Citation } from "../../shared/contract";

export function citation(change: Partial<Citation> = {}): Citation {
  return {
    entry_id: "e1",
    title: "示例办法",
    document_number: "示政〔2024〕1号",
    clause: "第四条",
    quote: "示例条款。",
    quote_from: "clause",
    status: "in_force",
    effective_from: "2024-01-01",
    expires_on: null,
    department: "示例局",
    url: "",
    ...change,
  };
}

export function chatReply(change: Partial<ChatReply> = {}): ChatReply {
  return {
    conversation_id: "c1",
    message_id: "m1",
    consult_code: "7K3M9Q",
    outcome: "answered",
    reply: { text: "示例答复。", spoken: "示例答复。", buttons: [] },
    citations: [citation()],
    notice: "由人工智能生成，仅供参考。",
    confidence: 0.9,
    intent: null,
    degraded: false,
    ...change,
  };
}
