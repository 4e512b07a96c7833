import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Client, urlOf } from '../../src/api/client';
import { ProblemError } from '../../src/api/problem';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];

async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function json(response: ServerResponse, status: number, body: unknown, type = 'application/json') {
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

const expired = { type: 'about:blank', title: 'Sign in', status: 401, code: 'unauthenticated' };

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
  }
});

describe('client', () => {
  it('sends the header only with unsafe methods', async () => {
    const seen: [string | undefined, unknown][] = [];
    const origin = await serve((request, response) => {
      seen.push([request.method, request.headers['x-graticule']]);
      json(response, 200, { projects: [] });
    });
    const client = new Client({ origin });
    await client.get('/api/v1/projects');
    await client.post('/api/v1/projects', { body: { name: 'Harbour' } });
    expect(seen).toEqual([
      ['GET', undefined],
      ['POST', '1'],
    ]);
  });

  it('answers 204 with undefined', async () => {
    const origin = await serve((_, response) => response.writeHead(204).end());
    expect(await new Client({ origin }).delete('/api/v1/session')).toBeUndefined();
  });

  it('turns a problem into a typed error with its violations', async () => {
    const origin = await serve((_, response) =>
      json(
        response,
        422,
        {
          type: 'about:blank',
          title: 'Refused',
          status: 422,
          code: 'ontology-invalid',
          detail: 'class 3 has no name',
          violations: [{ code: 'name', severity: 'ERROR', message: 'empty' }],
        },
        'application/problem+json',
      ),
    );
    const error = await new Client({ origin })
      .put('/api/v1/projects/{project}/ontology', {
        path: { project: 'p' },
        body: { version: 1, classes: [] },
      })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({
      status: 422,
      code: 'ontology-invalid',
      detail: 'class 3 has no name',
      violations: [{ code: 'name' }],
    });
  });

  it('keeps the status of an error that is no problem document', async () => {
    const origin = await serve((_, response) => response.writeHead(502).end('bad gateway'));
    await expect(new Client({ origin }).get('/api/v1/about')).rejects.toMatchObject({
      status: 502,
      code: 'http-502',
      detail: 'bad gateway',
    });
  });

  it('says so when nothing answers', async () => {
    const origin = await serve(() => undefined);
    servers.pop()?.close();
    await expect(new Client({ origin }).get('/api/v1/about')).rejects.toMatchObject({
      status: 0,
      code: 'unreachable',
    });
  });

  it('asks once to sign in again for requests that expire together, then repeats them', async () => {
    let alive = false;
    let asked = 0;
    const origin = await serve((_, response) =>
      alive
        ? json(response, 200, { markings: [] })
        : json(response, 401, expired, 'application/problem+json'),
    );
    const client = new Client({
      origin,
      signInAgain: async () => {
        asked++;
        await new Promise((done) => setTimeout(done, 20));
        alive = true;
      },
    });
    const answers = await Promise.all([
      client.get('/api/v1/markings'),
      client.get('/api/v1/markings'),
      client.get('/api/v1/markings'),
    ]);
    expect(answers).toEqual([{ markings: [] }, { markings: [] }, { markings: [] }]);
    expect(asked).toBe(1);
  });

  it('does not ask again for a request that left before the renewal and was refused after it', async () => {
    let alive = false;
    let asked = 0;
    let refuse: (() => void) | undefined;
    const origin = await serve((request, response) => {
      if (request.url === '/api/v1/projects' && !alive) {
        refuse = () => json(response, 401, expired);
      } else {
        json(response, alive ? 200 : 401, alive ? { projects: [], markings: [] } : expired);
      }
    });
    const client = new Client({
      origin,
      signInAgain: async () => {
        asked++;
        alive = true;
      },
    });
    const late = client.get('/api/v1/projects');
    await vi.waitUntil(() => refuse);
    await client.get('/api/v1/markings');
    refuse?.();
    await late;
    expect(asked).toBe(1);
  });

  it('fails with the 401 when the person gives up', async () => {
    const origin = await serve((_, response) => json(response, 401, expired));
    const client = new Client({
      origin,
      signInAgain: () => Promise.reject(new Error('cancelled')),
    });
    await expect(client.get('/api/v1/markings')).rejects.toMatchObject({ status: 401 });
  });

  it('never opens the dialog for the session itself', async () => {
    let asked = false;
    const origin = await serve((_, response) => json(response, 401, expired));
    const client = new Client({
      origin,
      signInAgain: async () => {
        asked = true;
      },
    });
    await expect(client.get('/api/v1/session')).rejects.toMatchObject({ status: 401 });
    expect(asked).toBe(false);
  });
});

describe('urlOf', () => {
  it('fills and escapes the path and leaves empty query values out', () => {
    expect(
      urlOf(
        '/api/v1/projects/{project}/grants/{username}/{role}',
        { project: 'p', username: 'a/b', role: 'viewer' },
        { from: '', to: undefined, limit: 5, actor: 'j d' },
      ),
    ).toBe('/api/v1/projects/p/grants/a%2Fb/viewer?limit=5&actor=j+d');
  });

  it('refuses a path with a hole', () => {
    expect(() => urlOf('/api/v1/jobs/{job}')).toThrow('needs a value for job');
  });
});
