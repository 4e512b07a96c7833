package org.graticule.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.graticule.config.TransportSettings;
import org.graticule.http.tls.Certificates;
import org.graticule.http.tls.ClientTrust;

/**
 * Who really asks. What a request says of its own way here is believed from proxies that are set
 * and from nobody else. Immutable.
 */
final class Proxies {
  private static final int MOST_HOPS = 32;

  private final TransportSettings transport;
  private final Optional<ClientTrust> trust;

  /**
   * @param trust empty where no certificates are asked for
   */
  Proxies(TransportSettings transport, Optional<ClientTrust> trust) {
    this.transport = transport;
    this.trust = trust;
  }

  /** Whether a request may come in as it does: encrypted, from this machine, or from a proxy. */
  boolean admits(HttpServerRequest request) {
    if (request.isSSL() || transport.plain()) {
      return true;
    }
    InetAddress peer = InetAddress.ofLiteral(peer(request));
    return peer.isLoopbackAddress() || isProxy(peer);
  }

  /** The caller's address: the last one in X-Forwarded-For that is not a proxy's own. */
  String source(HttpServerRequest request) {
    String peer = peer(request);
    if (transport.proxies().isEmpty() || !isProxy(InetAddress.ofLiteral(peer))) {
      return peer;
    }
    List<String> hops =
        request.headers().getAll("X-Forwarded-For").stream()
            .flatMap(header -> Arrays.stream(header.split(",")))
            .map(String::strip)
            .toList();
    if (hops.size() > MOST_HOPS) {
      return peer;
    }
    for (String hop : hops.reversed()) {
      try {
        InetAddress address = InetAddress.ofLiteral(hop);
        peer = address.getHostAddress();
        if (!isProxy(address)) {
          break;
        }
      } catch (IllegalArgumentException e) {
        // Nobody we trust wrote this; the last that we understood stays.
        break;
      }
    }
    return peer;
  }

  /**
   * The certificate the caller showed, checked now: a connection, and what it resumed, may be older
   * than a revocation.
   *
   * @return empty where there is none
   * @throws CertificateException where it is not good, saying why
   */
  Optional<X509Certificate> certificate(HttpServerRequest request) throws CertificateException {
    if (trust.isEmpty()) {
      return Optional.empty();
    }
    List<X509Certificate> shown = certificates(request);
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    trust.get().check(shown);
    return Optional.of(shown.getFirst());
  }

  /** Shown to us, or to a proxy that proved with its own certificate that it is one. */
  private List<X509Certificate> certificates(HttpServerRequest request)
      throws CertificateException {
    List<X509Certificate> shown = shown(request);
    Optional<String> proxy = transport.proxyCertificate();
    if (shown.isEmpty()
        || proxy.isEmpty()
        || !proxy.get().equals(Certificates.fingerprint(shown.getFirst()))) {
      return shown;
    }
    String own = request.getHeader("Client-Cert");
    if (own == null || !isProxy(InetAddress.ofLiteral(peer(request)))) {
      return List.of();
    }
    String chain = request.getHeader("Client-Cert-Chain");
    return Certificates.fromHeader(chain == null ? own : own + "," + chain);
  }

  private static List<X509Certificate> shown(HttpServerRequest request) {
    if (!request.isSSL()) {
      return List.of();
    }
    try {
      return request.connection().peerCertificates().stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  private boolean isProxy(InetAddress address) {
    return transport.proxies().stream().anyMatch(range -> range.holds(address));
  }

  private static String peer(HttpServerRequest request) {
    SocketAddress peer = request.remoteAddress();
    String address = peer.hostAddress();
    // An IPv6 address may name its interface, which no range does.
    int scope = address.indexOf('%');
    return scope < 0 ? address : address.substring(0, scope);
  }
}
