package org.graticule.http.tls;

import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.graticule.config.Secret;
import org.graticule.config.TransportSettings;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificate and key, read again when their files change; connections that stand keep
 * what they have. Thread-safe.
 */
final class ServerKeys extends X509ExtendedKeyManager {
  private static final List<String> KINDS = List.of("EC", "RSA", "RSASSA-PSS", "EdDSA", "Ed25519");

  private final Vertx vertx;
  private final TransportSettings.Tls tls;

  /** Under their aliases: the newest pair, and the one before for handshakes under way. */
  private volatile Map<String, Pair> pairs = Map.of();

  private volatile int newest;

  private record Pair(PrivateKey key, X509Certificate[] chain) {}

  ServerKeys(Vertx vertx, TransportSettings.Tls tls) {
    this.vertx = vertx;
    this.tls = tls;
  }

  List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(tls.certificate()));
    tls.key().ifPresent(files::add);
    return files;
  }

  /** Reads the files; where they are no pair, nothing changes. */
  void read() throws Exception {
    Pair pair = pair(options().getKeyManagerFactory(vertx).getKeyManagers());
    requireMatch(pair);
    pair.chain()[0].checkValidity();
    Pair before = pairs.get(alias(newest));
    pairs =
        before == null
            ? Map.of(alias(newest + 1), pair)
            : Map.of(alias(newest), before, alias(newest + 1), pair);
    newest++;
  }

  private KeyCertOptions options() {
    String certificate = tls.certificate().toString();
    return tls.key()
        .<KeyCertOptions>map(
            key -> new PemKeyCertOptions().setCertPath(certificate).setKeyPath(key.toString()))
        .orElseGet(() ->
            new PfxOptions()
                .setPath(certificate)
                .setPassword(tls.password().map(Secret::reveal).orElse("")));
  }

  private static Pair pair(KeyManager[] managers) {
    X509KeyManager manager = (X509KeyManager) managers[0];
    return KINDS.stream()
        .flatMap(kind ->
            Optional.ofNullable(manager.getServerAliases(kind, null)).stream()
                .flatMap(Arrays::stream))
        .findFirst()
        .map(alias -> new Pair(manager.getPrivateKey(alias), manager.getCertificateChain(alias)))
        .orElseThrow(() -> new IllegalStateException("there is no key with a certificate"));
  }

  private static void requireMatch(Pair pair) throws GeneralSecurityException {
    String kind = pair.key().getAlgorithm();
    String algorithm =
        switch (kind) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> kind;
        };
    byte[] sample = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(pair.key());
    signature.update(sample);
    byte[] signed = signature.sign();
    signature.initVerify(pair.chain()[0]);
    signature.update(sample);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key does not belong to the certificate");
    }
  }

  private static String alias(int generation) {
    return "pair-" + generation;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String kind, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    String alias = alias(newest);
    Pair pair = pairs.get(alias);
    return pair != null && pair.key().getAlgorithm().equals(kind) ? alias : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String kind, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chooseEngineServerAlias(kind, issuers, null);
  }

  @Override
  public String @Nullable [] getServerAliases(String kind, Principal @Nullable [] issuers) {
    String alias = chooseEngineServerAlias(kind, issuers, null);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Pair pair = pairs.get(alias);
    return pair == null ? null : pair.chain().clone();
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Pair pair = pairs.get(alias);
    return pair == null ? null : pair.key();
  }

  @Override
  public String @Nullable [] getClientAliases(String kind, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] kinds, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
