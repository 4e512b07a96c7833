import type { LabelDocument } from './document';

/** How many labels each class has, kept up with the document change by change. */
export class ClassCounts {
  private readonly classOf = new Map<string, number>();
  private counts = new Map<number, number>();

  get all(): ReadonlyMap<number, number> {
    return this.counts;
  }

  update(doc: LabelDocument, ids: Iterable<string>): void {
    const counts = new Map(this.counts);
    const add = (classId: number | undefined, by: number) => {
      if (classId !== undefined) {
        counts.set(classId, (counts.get(classId) ?? 0) + by);
      }
    };
    for (const id of ids) {
      const classId = doc.get(id)?.classId;
      add(this.classOf.get(id), -1);
      add(classId, 1);
      if (classId === undefined) {
        this.classOf.delete(id);
      } else {
        this.classOf.set(id, classId);
      }
    }
    this.counts = counts;
  }
}
