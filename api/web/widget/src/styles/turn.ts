import { css } from "lit";

export const turnStyles = css`
  :host {
    display: block;
    padding-top: 1.1em;
  }
  .question {
    width: fit-content;
    max-width: 85%;
    margin-inline-start: auto;
    padding: 0.5em 0.9em;
    border: 1px solid transparent; /* seen where the system's colours replace the background */
    border-radius: 12px 12px 3px 12px;
    background: var(--yh-blue);
    color: var(--yh-on-blue);
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .pending {
    display: flex;
    align-items: center;
    gap: 0.6em;
    margin-top: 0.9em;
    color: var(--yh-ink-soft);
  }
  .forwarded {
    margin-top: 0.5em;
    color: var(--yh-ink-soft);
    font-size: 0.875em;
    text-align: end;
  }
  .dots {
    display: inline-flex;
    gap: 0.25em;
  }
  .dots i {
    width: 0.45em;
    height: 0.45em;
    border-radius: 50%;
    background: var(--yh-blue);
    animation: breathe 1.2s infinite ease-in-out;
  }
  .dots i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }
  .failed {
    margin-top: 0.7em;
    padding: 0.8em 1em;
    border: 1px solid var(--yh-red);
    border-radius: var(--yh-radius);
    background: var(--yh-paper);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-top: 0.5em;
  }
  .row .primary {
    font-size: 0.875em;
  }
  yihaoda-answer {
    margin-top: 0.7em;
  }
  @media (prefers-reduced-motion: reduce) {
    .dots i {
      animation: none;
    }
  }
`;
