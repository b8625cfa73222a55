import { css } from "lit";

export const answerStyles = css`
  :host {
    display: block;
  }
  article {
    padding: 0.9em 1.1em;
    border: 1px solid var(--yh-line);
    border-radius: 3px 12px 12px 12px;
    background: var(--yh-paper);
    overflow-wrap: anywhere;
  }
  .label {
    margin-bottom: 0.4em;
    color: var(--yh-ink-soft);
    font-size: 0.875em;
    font-weight: 600;
  }
  .text > * + * {
    margin-top: 0.5em;
  }
  .text h3,
  .basis h3,
  .choices h3 {
    color: var(--yh-blue);
    font-size: 0.9375em;
    font-weight: 600;
  }
  .text h3 + * {
    margin-top: 0.1em;
  }
  .text ul,
  .text ol {
    padding-inline-start: 1.6em;
  }
  .choices {
    display: grid;
    gap: 0.5em;
    margin-top: 0.9em;
  }
  .choice {
    border-color: var(--yh-blue);
    border-radius: 8px;
    color: var(--yh-blue);
    text-align: start;
  }
  .choice:enabled:hover {
    background: var(--yh-blue-wash);
  }
  .calls {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em;
    margin-top: 0.9em;
  }
  .call {
    display: grid;
    place-items: center;
    min-height: 48px;
    padding: 0 1.4em;
    border-radius: 8px;
    background: var(--yh-blue);
    color: var(--yh-on-blue);
    font-weight: 600;
    text-decoration: none;
  }
  .basis {
    display: grid;
    gap: 0.6em;
    margin-top: 1.1em;
  }
  .text b {
    color: var(--yh-blue);
  }
  footer .quiet {
    font-size: 1em;
  }
  footer span:empty {
    margin-inline-start: -0.7em;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em 0.7em;
    margin-top: 0.9em;
    padding-top: 0.7em;
    border-top: 1px solid var(--yh-line);
    color: var(--yh-ink-soft);
    font-size: 0.875em;
  }
  :host([data-outcome="emergency"]) article {
    border: 3px solid var(--yh-red);
    background: var(--yh-red-wash);
    font-size: 1.0625em;
  }
  :host([data-outcome="emergency"]) .label {
    color: var(--yh-red);
    font-size: 1.125em;
  }
  :host([data-outcome="emergency"]) .text a {
    color: var(--yh-red);
    font-weight: 700;
  }
  :host([data-outcome="emergency"]) .call {
    background: var(--yh-red);
    color: var(--yh-on-red);
    font-size: 1.125em;
  }
  :host([data-outcome="emergency"]) footer {
    border-color: var(--yh-red);
    color: var(--yh-ink);
  }
`;
