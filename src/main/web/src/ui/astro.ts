import { defineCustomElement as button } from '@astrouxds/astro-web-components/components/rux-button.js';
import { defineCustomElement as clock } from '@astrouxds/astro-web-components/components/rux-clock.js';
import { defineCustomElement as statusBar } from '@astrouxds/astro-web-components/components/rux-global-status-bar.js';
import { defineCustomElement as progress } from '@astrouxds/astro-web-components/components/rux-progress.js';
import { defineCustomElement as status } from '@astrouxds/astro-web-components/components/rux-status.js';
import { defineCustomElement as tag } from '@astrouxds/astro-web-components/components/rux-tag.js';

// One by one: the whole of Astro is ten times what the page uses. Its style sheets are constructable,
// so the content security policy needs no exception for them.
for (const define of [button, clock, statusBar, progress, status, tag]) {
  define();
}
