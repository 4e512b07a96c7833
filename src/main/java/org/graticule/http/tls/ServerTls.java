package org.graticule.http.tls;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.graticule.config.TransportSettings;

/**
 * TLS 1.2 and 1.3 with a certificate that may change while the server runs. Thread-safe; owns the
 * threads that watch the files.
 */
public final class ServerTls implements AutoCloseable {
  private final List<FileWatch> watches = new ArrayList<>();
  private final ServerKeys keys;
  private final Optional<ClientTrust> clients;

  private ServerTls(ServerKeys keys, Optional<ClientTrust> clients) {
    this.keys = keys;
    this.clients = clients;
    watches.add(new FileWatch(keys.files(), keys::read));
    clients.ifPresent(trust -> watches.add(new FileWatch(trust.files(), trust::read)));
  }

  /**
   * @return empty where the server speaks plain HTTP
   * @throws IllegalStateException where a file cannot be used
   */
  public static Optional<ServerTls> open(Vertx vertx, TransportSettings transport, Clock clock) {
    return transport
        .tls()
        .map(tls ->
            new ServerTls(
                new ServerKeys(vertx, tls),
                tls.client()
                    .map(client -> new ClientTrust(client, transport.proxyCertificate(), clock))));
  }

  /** What decides on client certificates; empty where none are asked for. */
  public Optional<ClientTrust> clients() {
    return clients;
  }

  /** The same options, with TLS. */
  public HttpServerOptions put(HttpServerOptions options) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
        .setKeyCertOptions(KeyCertOptions.wrap(keys));
    clients.ifPresent(trust ->
        options.setClientAuth(ClientAuth.REQUEST).setTrustOptions(TrustOptions.wrap(trust)));
    return options;
  }

  @Override
  public void close() {
    watches.forEach(FileWatch::close);
  }
}
