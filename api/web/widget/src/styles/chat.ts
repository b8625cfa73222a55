import { css } from "lit";

export const chatStyles = css`
  :host {
    display: block;
    height: 100%;
    min-height: 22em;
    font: max(16px, 1rem) / 1.7 var(--yh-font);
    color: var(--yh-ink);
    color-scheme: light dark;
    container-type: inline-size;
  }
  :host([elder]) {
    font-size: max(24px, 1.2rem);
  }
  .frame {
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow: hidden;
    border: 1px solid var(--yh-line);
    border-radius: var(--yh-radius);
    background: var(--yh-ground);
  }
  header {
    display: flex;
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
  [role="log"] {
    position: relative;
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1em;
    scroll-behavior: smooth;
  }
  [role="log"]:focus-visible {
    outline-offset: -3px;
  }
  .greeting {
    max-width: 34em;
    color: var(--yh-ink-soft);
  }
  .starters {
    display: grid;
    gap: 0.5em;
    max-width: 34em;
    margin-top: 0.9em;
    list-style: none;
  }
  .choice {
    width: 100%;
    border-color: var(--yh-line);
    border-radius: 8px;
    color: var(--yh-blue);
    text-align: start;
  }
  .offline {
    padding: 0.5em 1em;
    border-top: 1px solid var(--yh-red);
    background: var(--yh-red-wash);
    color: var(--yh-red);
    font-size: 0.9375em;
  }
  .notice {
    padding: 0 1.23em 0.85em;
    background: var(--yh-paper);
    color: var(--yh-ink-soft);
    font-size: 0.8125em;
    line-height: 1.5;
  }
  @container (max-width: 480px) {
    header,
    [role="log"] {
      padding-inline: 0.75em;
    }
    .notice {
      padding-inline: 0.92em;
    }
    :host([elder]) .seal,
    :host([elder]) h2 small {
      display: none;
    }
    :host([elder]) header {
      gap: 0.3em;
      padding-block: 0.4em;
    }
    :host([elder]) .bar {
      gap: 0.3em;
      font-size: 0.875em;
    }
    :host([elder]) .hotline {
      padding-inline: 0.6em;
    }
    :host([elder]) .notice {
      font-size: 0.7em;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    [role="log"] {
      scroll-behavior: auto;
    }
  }
`;
