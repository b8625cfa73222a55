/** Steps back and forth over values that are compared and kept as JSON text. */
export class History {
  private past: string[] = [];
  private future: string[] = [];
  private recordedAt = -Infinity;

  constructor(
    private present: string,
    private readonly togetherMs = 800,
    private readonly kept = 200,
  ) {}

  /** Record a change; those in quick succession, as in typing, are one step. */
  record(value: string, now: number): void {
    if (value === this.present) return;
    const together = now - this.recordedAt < this.togetherMs && this.past.length > 0 && this.future.length === 0;
    if (!together) this.past = [...this.past, this.present].slice(-this.kept);
    this.present = value;
    this.future = [];
    this.recordedAt = now;
  }

  undo(): string | null {
    const previous = this.past.pop();
    if (previous === undefined) return null;
    this.future.push(this.present);
    return this.stand(previous);
  }

  redo(): string | null {
    const next = this.future.pop();
    if (next === undefined) return null;
    this.past.push(this.present);
    return this.stand(next);
  }

  /** Begin anew, as after another revision has been loaded. */
  restart(value: string): void {
    [this.past, this.future, this.present, this.recordedAt] = [[], [], value, -Infinity];
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  private stand(value: string): string {
    this.present = value;
    this.recordedAt = -Infinity;
    return value;
  }
}
