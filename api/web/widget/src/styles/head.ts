import { css } from "lit";

export const headStyles = css`
  :host {
    display: block;
  }
  header {
    display: flex;
    position: relative; /* the menu stands against it */
    z-index: 2;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
    padding: 0.7em 1em;
    border-bottom: 1px solid var(--yh-line);
    background: var(--yh-paper);
  }
  .seal {
    display: grid;
    place-items: center;
    width: 1.9em;
    height: 1.9em;
    border-radius: 5px;
    background: var(--yh-red);
    color: var(--yh-on-red);
    font-weight: 600;
  }
  h2 {
    flex: 1;
    font-size: 1.0625em;
    line-height: 1.3;
    white-space: nowrap;
  }
  h2 small {
    display: block;
    font-size: 0.8125em;
    font-weight: 400;
    color: var(--yh-ink-soft);
  }
  header button[aria-pressed="true"] {
    border-color: var(--yh-blue);
    background: var(--yh-blue);
    color: var(--yh-on-blue);
  }
  @media (forced-colors: active) {
    header button[aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
  }
  .bar {
    display: flex;
    flex: 1 0 100%;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.3em 1em;
    font-size: 0.9375em;
  }
  select {
    min-height: 2.25em;
    max-width: 100%;
    padding: 0.2em 0.5em;
    border: 1px solid var(--yh-line-strong);
    border-radius: 6px;
    background: var(--yh-paper);
  }
  @media (pointer: coarse) {
    select {
      min-height: 44px;
    }
  }
  .hotline {
    padding: 0.3em 0;
    font-weight: 600;
    white-space: nowrap;
  }
  :host([elder]) .hotline {
    padding: 0.3em 1em;
    border-radius: 8px;
    background: var(--yh-blue);
    color: var(--yh-on-blue);
    text-decoration: none;
  }
  @container (max-width: 900px) {
    :host([elder]) h2 small {
      display: none;
    }
  }
  @container (max-width: 480px) {
    header {
      gap: 0.4em 0.3em;
      padding-inline: 0.75em;
    }
    .seal,
    h2 small {
      display: none;
    }
    header button.quiet {
      padding-inline: 0.6em;
    }
    :host([elder]) header {
      padding-block: 0.4em;
      font-size: 0.9em;
    }
    :host([elder]) .hotline,
    :host([elder]) header button.quiet {
      padding-inline: 0.4em;
    }
    :host([elder]) .hotline {
      flex: 1;
      text-align: center;
    }
    /* Where the name has no room, it is still there for who listens. */
    :host([elder]) h2,
    h2:lang(en) {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  @container (max-width: 350px) {
    h2 {
      position: absolute;
      clip-path: inset(50%);
    }
    .hotline {
      flex: 1;
    }
  }
`;
