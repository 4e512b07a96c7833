/** The Vert.x edge: server, blocking bridge, request parsing, problem+json, security headers. */
@NullMarked
package org.graticule.http;

import org.jspecify.annotations.NullMarked;
