import { describe, expect, it } from 'vitest';
import { LabelDocument } from '../../src/edit/document';
import { Random } from './random';

const random = new Random(1);
const [mine, theirs] = [random.content(), random.content()];
const saved = (content = mine, revision = 1) => ({ revision, content, facts: null });

describe('document', () => {
  it('forgets an edit that comes back to what the server holds', () => {
    const doc = LabelDocument.of([['a', saved()]]);
    const edited = doc.put('a', theirs);
    expect(edited.edited()).toEqual(['a']);
    expect(edited.put('a', structuredClone(mine)).edited()).toEqual([]);
    expect(doc.remove('a').put('a', mine).edited()).toEqual([]);
  });

  it('keeps what was edited while the save was under way', () => {
    const doc = LabelDocument.EMPTY.put('a', mine).put('a', theirs);
    const after = doc.acknowledge([['a', saved(mine, 1)]]);
    expect(after.get('a')).toBe(theirs);
    expect(after.isEdited('a')).toBe(true);
    expect(after.acknowledge([['a', saved(theirs, 2)]]).isEdited('a')).toBe(false);
  });

  it('lists deleted labels no more, whoever deleted them', () => {
    const doc = LabelDocument.of([
      ['a', saved()],
      ['gone', { revision: 2, content: null, facts: null }],
    ]);
    expect([...doc.put('b', mine).ids()]).toEqual(['a', 'b']);
    expect([...doc.remove('a').ids()]).toEqual([]);
    expect([...doc.put('gone', mine).ids()]).toEqual(['a', 'gone']);
  });

  it('shows the server version again after a revert', () => {
    const doc = LabelDocument.of([['a', saved()]]).remove('a');
    expect(doc.has('a')).toBe(false);
    expect(doc.revert('a').get('a')).toBe(mine);
  });
});
