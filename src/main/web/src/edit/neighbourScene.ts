import { client } from '../api/client';

/** The scene after (1) or before (-1) one in the project's list, newest first; null where it ends. */
export async function neighbourScene(
  project: string,
  scene: string,
  step: 1 | -1,
): Promise<string | null> {
  let before: string | null = null;
  let passed = false;
  let cursor: string | undefined;
  do {
    const page = await client.get('/api/v1/projects/{project}/scenes', {
      path: { project },
      query: cursor ? { cursor } : {},
    });
    for (const { id } of page.scenes) {
      if (passed) {
        return id;
      }
      passed = id === scene;
      if (passed && step < 0) {
        return before;
      }
      before = id;
    }
    cursor = page.next;
  } while (cursor);
  return null;
}
