import { css } from "lit";

export const clauseStyles = css`
  .facts {
    display: grid;
    gap: 0.25em;
    margin-bottom: 1em;
    color: var(--yh-ink-soft);
    font-size: 0.9375em;
    line-height: 1.6;
  }
  h3 {
    color: var(--yh-ink);
    font-size: 1.0667em;
  }
  h4 {
    margin: 0.8em 0 0.2em;
    color: var(--yh-ink-soft);
    font-size: 0.875em;
    font-weight: 600;
  }
  section {
    padding: 0.5em 0.8em;
  }
  section p {
    white-space: pre-line;
  }
  .cited {
    border-inline-start: 4px solid var(--yh-blue);
    background: var(--yh-blue-wash);
  }
  .mark {
    color: var(--yh-blue);
    font-size: 0.8125em;
  }
  .replaced,
  .missing {
    margin-bottom: 0.8em;
  }
  .replaced {
    color: var(--yh-red);
    font-weight: 600;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 1em;
    margin-top: 1em;
    padding-top: 0.8em;
    border-top: 1px solid var(--yh-line);
  }
  footer a {
    padding-block: 0.3em;
  }
  footer button.quiet {
    font-size: 0.9375em;
  }
`;
