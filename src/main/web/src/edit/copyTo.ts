import { client } from '../api/client';
import { ProblemError } from '../api/problem';
import type { Scene } from '../api/types';
import { Placement } from '../ground/placement';
import type { Content } from './document';
import type { Geometry, Position } from './geometry';
import { newId } from './ids';
import { operationFor } from './operation';

/**
 * Makes objects anew in another scene, at the same place on the ground. How the picture was adjusted
 * stays behind: it was another picture.
 *
 * @param scene whole, as are all that were asked for by id
 */
export async function copyTo(
  scene: Scene,
  other: string,
  contents: readonly Content[],
): Promise<void> {
  const path = { scene: other };
  const [here, there] = [
    Placement.of(scene),
    Placement.of(await client.get('/api/v1/scenes/{scene}', { path })),
  ];
  if (!here || !there) {
    throw noPlace();
  }
  const operations = contents.map(({ geometry, classId, attributes, layer, confidence }) =>
    operationFor(newId(), newId(), 0, {
      geometry: moved(geometry, (at) => there.toPixel(here.toLonLat(at))),
      classId,
      attributes,
      layer,
      confidence,
    }),
  );
  await client.post('/api/v1/scenes/{scene}/labels/batch', { path, body: { operations } });
}

/** The shape with every vertex where the function puts it. */
export function moved(geometry: Geometry, to: (at: Position) => Position | null): Geometry {
  return {
    type: geometry.type,
    parts: geometry.parts.map((part) =>
      part.map((ring) =>
        ring.map((at) => {
          const there = to(at);
          if (!there) {
            throw noPlace();
          }
          return there;
        }),
      ),
    ),
  };
}

function noPlace(): ProblemError {
  return new ProblemError({
    status: 0,
    code: 'no-place',
    title: 'The object has no place there',
    detail: 'One of the two scenes does not say where on the ground it lies.',
  });
}
