import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { ProblemError } from '../api/problem';
import './gr-problem';

/**
 * Pages whose code is fetched when they are first shown. A page is put in place only once its
 * element is defined, so that it has its properties from the start.
 */
export class Pages {
  private readonly failed = new Map<string, ProblemError>();
  private readonly asked = new Set<string>();

  constructor(private readonly host: ReactiveControllerHost) {}

  show(tag: string, load: () => Promise<unknown>, page: TemplateResult): TemplateResult {
    if (customElements.get(tag)) {
      return page;
    }
    const error = this.failed.get(tag);
    if (error) {
      return html`<gr-problem .error=${error} retryable @retry=${() => location.reload()}>
      </gr-problem>`;
    }
    if (!this.asked.has(tag)) {
      this.asked.add(tag);
      void load()
        .catch((cause: unknown) => this.failed.set(tag, failure(cause)))
        .finally(() => this.host.requestUpdate());
    }
    return html`<p role="status">&nbsp;</p>`;
  }
}

function failure(cause: unknown): ProblemError {
  return new ProblemError({
    status: 0,
    code: 'page-not-loaded',
    title: 'This page could not be loaded',
    detail: `The server may have been updated meanwhile: reload to go on. ${String(cause)}`,
  });
}
