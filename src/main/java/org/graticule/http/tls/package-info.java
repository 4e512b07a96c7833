/** The server's own TLS: its certificate, and the certificates that callers show. */
@NullMarked
package org.graticule.http.tls;

import org.jspecify.annotations.NullMarked;
