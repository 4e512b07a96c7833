/** What the page costs, measured in a real Chromium against a real server. */
@NullMarked
package org.graticule.app.bench;

import org.jspecify.annotations.NullMarked;
