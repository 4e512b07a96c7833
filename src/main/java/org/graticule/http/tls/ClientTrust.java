package org.graticule.http.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.graticule.config.TransportSettings;

/**
 * Which client certificates are good: made for that use, descended from the authorities that are
 * set, in force, and on no revocation list. A list that is missing or out of date revokes all of
 * its authority. Authorities and lists are read again when their files change. Thread-safe.
 */
public final class ClientTrust extends X509ExtendedTrustManager {
  private static final String FOR_CLIENTS = "1.3.6.1.5.5.7.3.2";
  private static final int DEEPEST = 5;
  private static final int LONGEST = 8;

  private final TransportSettings.Client client;
  private final Optional<String> proxy;
  private final Clock clock;
  private volatile State state = new State(Set.of(), List.of());

  private record State(Set<TrustAnchor> anchors, Collection<CRL> revoked) {}

  /**
   * @param proxy SHA-256 of the one certificate that needs no authority: a proxy's
   */
  ClientTrust(TransportSettings.Client client, Optional<String> proxy, Clock clock) {
    this.client = client;
    this.proxy = proxy;
    this.clock = clock;
  }

  List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(client.anchors()));
    files.addAll(client.revoked());
    return files;
  }

  void read() throws IOException, GeneralSecurityException {
    CertificateFactory x509 = CertificateFactory.getInstance("X.509");
    Set<TrustAnchor> anchors;
    try (InputStream in = Files.newInputStream(client.anchors())) {
      anchors =
          x509.generateCertificates(in).stream()
              .map(authority -> new TrustAnchor((X509Certificate) authority, null))
              .collect(Collectors.toUnmodifiableSet());
    }
    if (anchors.isEmpty()) {
      throw new CertificateException(client.anchors() + " holds no certificate");
    }
    List<CRL> revoked = new ArrayList<>();
    for (Path file : client.revoked()) {
      try (InputStream in = Files.newInputStream(file)) {
        revoked.addAll(x509.generateCRLs(in));
      }
    }
    state = new State(anchors, List.copyOf(revoked));
  }

  /**
   * Checks a certificate and those that came with it.
   *
   * @param shown the caller's own first
   * @throws CertificateException where it is not good, saying why
   */
  public void check(List<X509Certificate> shown) throws CertificateException {
    if (shown.isEmpty() || shown.size() > LONGEST) {
      throw new CertificateException("1 to " + LONGEST + " certificates are needed");
    }
    X509Certificate own = shown.getFirst();
    List<String> uses = own.getExtendedKeyUsage();
    if (uses == null || !uses.contains(FOR_CLIENTS) || own.getBasicConstraints() >= 0) {
      throw new CertificateException("the certificate is not made for clients");
    }
    State now = state;
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(own);
      PKIXBuilderParameters way = new PKIXBuilderParameters(now.anchors(), target);
      way.setMaxPathLength(DEEPEST);
      way.setDate(Date.from(clock.instant()));
      way.addCertStore(store(shown));
      way.addCertStore(store(now.revoked()));
      way.setRevocationEnabled(!client.revoked().isEmpty());
      CertPathBuilder.getInstance("PKIX").build(way);
    } catch (GeneralSecurityException e) {
      throw new CertificateException("the certificate is not good: " + e.getMessage(), e);
    }
  }

  private static CertStore store(Collection<?> content) throws GeneralSecurityException {
    return CertStore.getInstance("Collection", new CollectionCertStoreParameters(content));
  }

  private boolean isProxy(X509Certificate certificate) throws CertificateException {
    return proxy.isPresent() && proxy.get().equals(Certificates.fingerprint(certificate));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    if (isProxy(chain[0])) {
      chain[0].checkValidity(Date.from(clock.instant()));
      return;
    }
    check(List.of(chain));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  /** Told to callers, whose browsers then offer the right certificates. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return state.anchors().stream()
        .map(TrustAnchor::getTrustedCert)
        .toArray(X509Certificate[]::new);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("no server is trusted here");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }
}
