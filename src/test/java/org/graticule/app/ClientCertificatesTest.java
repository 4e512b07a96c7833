package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.graticule.http.tls.Certificates;
import org.graticule.testing.TestAuthority;
import org.graticule.testing.TestAuthority.Issued;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Signing in with certificates of a real authority, over real handshakes. */
final class ClientCertificatesTest {
  private static final TestAuthority SERVERS = new TestAuthority("Servers");
  private static final TestAuthority PEOPLE = new TestAuthority("People");
  private static final TestAuthority UNIT = PEOPLE.below("Unit");
  private static final TestAuthority LATE = PEOPLE.below("Late");
  private static final Issued PROXY = TestAuthority.selfSigned(TestAuthority.person("the proxy"));
  private static final String CERTIFICATE = "/api/v1/session/certificate";
  private static final String READY = "{\"notice_acknowledged\":true}";

  @TempDir private static Path folder;
  private static TestNode node;
  private static RawClient admin;

  @BeforeAll
  static void open() throws Exception {
    Map<String, String> settings = new HashMap<>(SERVERS.writeServer(folder));
    TestAuthority.writeCertificates(file("people.pem"), List.of(PEOPLE.certificate()));
    PEOPLE.writeRevoked(file("people.crl"));
    UNIT.writeRevoked(file("unit.crl"));
    // Java allows clocks to differ by a quarter of an hour.
    LATE.writeRevoked(file("late.crl"), Instant.now().minusSeconds(1_000));
    settings.put("tls.client.authorities", file("people.pem").toString());
    settings.put(
        "tls.client.revoked",
        file("people.crl") + ", " + file("unit.crl") + "," + file("late.crl"));
    settings.put("proxy.addresses", "127.0.0.1");
    settings.put("proxy.certificate", Certificates.fingerprint(PROXY.certificate()));
    node = new TestNode(settings);
    admin = client().signIn("admin", node.password("admin"));
    account("ida", "upn:Ida@Harbour.example");
    account("jon", "mail:jon@harbour.example");
    account("kim", "uri:urn:person:kim");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void eachKindOfNameOpensTheAccountItIsMappedTo() throws Exception {
    assertThat(signedIn(UNIT.issue(person("ida", TestAuthority.upn("ida@harbour.example")))))
        .isEqualTo("ida");
    assertThat(signedIn(PEOPLE.issue(person("jon", TestAuthority.mail("Jon@harbour.example")))))
        .isEqualTo("jon");
    assertThat(signedIn(UNIT.issue(person("kim", TestAuthority.uri("urn:person:kim")))))
        .isEqualTo("kim");
    // The name first in the settings counts, whatever comes first in the certificate.
    assertThat(
            signedIn(
                UNIT.issue(
                    person(
                        "two",
                        TestAuthority.mail("jon@harbour.example"),
                        TestAuthority.upn("ida@harbour.example")))))
        .isEqualTo("ida");
  }

  @Test
  void aGoodCertificateThatStandsForNobodyIsRefused() throws Exception {
    for (Issued nobody :
        List.of(
            UNIT.issue(person("ida")),
            UNIT.issue(person("ida", TestAuthority.mail("ida@harbour.example"))),
            UNIT.issue(person("ida", TestAuthority.upn("someone@else.example"))))) {
      client(nobody).send("POST", CERTIFICATE, READY).expect(401);
    }
    client().send("POST", CERTIFICATE, READY).expect(401);
    client(UNIT.issue(person("ida", TestAuthority.upn("ida@harbour.example"))))
        .send("POST", CERTIFICATE, "{\"notice_acknowledged\":false}")
        .expect(422);
  }

  static Stream<Arguments> bad() {
    Issued ofAnother =
        new TestAuthority("People").issue(person("ida", TestAuthority.upn("ida@harbour.example")));
    TestAuthority deep = PEOPLE;
    for (int i = 0; i < 7; i++) {
      deep = deep.below("Level " + i);
    }
    TestAuthority.Wish ida = person("ida", TestAuthority.upn("ida@harbour.example"));
    return Stream.of(
        Arguments.of("of an authority of the same name", ofAnother),
        Arguments.of("self-signed", TestAuthority.selfSigned(ida)),
        Arguments.of("expired", UNIT.issue(ida.until(Instant.now().minusSeconds(60)))),
        Arguments.of("made for servers", UNIT.issue(ida.use(KeyPurposeId.id_kp_serverAuth))),
        Arguments.of("made for anything", UNIT.issue(ida.use(KeyPurposeId.anyExtendedKeyUsage))),
        Arguments.of("of an authority whose list is out of date", LATE.issue(ida)),
        Arguments.of("below an authority without a list", PEOPLE.below("Listless").issue(ida)),
        Arguments.of("at the end of too long a chain", deep.issue(ida)));
  }

  @ParameterizedTest(name = "a certificate {0}")
  @MethodSource("bad")
  void isNotTaken(String what, Issued issued) {
    refusedOr401(client(issued));
  }

  @Test
  void aRevokedCertificateIsRefusedOnTheConnectionItHadBeforeToo() throws Exception {
    Issued lost = UNIT.issue(person("ida", TestAuthority.upn("ida@harbour.example")));
    RawClient open = client(lost);
    open.send("POST", CERTIFICATE, READY).expect(200);
    UNIT.revoke(lost);
    UNIT.writeRevoked(file("unit.crl"));
    for (int i = 0; i < 50 && open.send("POST", CERTIFICATE, READY).status() == 200; i++) {
      Thread.sleep(100);
    }
    open.send("POST", CERTIFICATE, READY).expect(401);
    refusedOr401(client(lost));
  }

  @Test
  void aProxyThatProvesItselfHandsOnCertificatesAndNobodyElseDoes() throws Exception {
    Issued ida = UNIT.issue(person("ida", TestAuthority.upn("ida@harbour.example")));
    String header = header(ida.certificate());
    String chain = header(ida.chain().get(1));
    RawClient proxy = client(PROXY);
    proxy.send("POST", CERTIFICATE, READY).expect(401);
    proxy.with("Client-Cert", header).with("Client-Cert-Chain", chain);
    assertThat(proxy.send("POST", CERTIFICATE, READY).expect(200).json().get("username").asText())
        .isEqualTo("ida");
    // The same words from a caller without a certificate, and from one with their own.
    client()
        .with("Client-Cert", header)
        .with("Client-Cert-Chain", chain)
        .send("POST", CERTIFICATE, READY)
        .expect(401);
    RawClient jon = client(PEOPLE.issue(person("jon", TestAuthority.mail("jon@harbour.example"))));
    assertThat(
            jon.with("Client-Cert", header)
                .send("POST", CERTIFICATE, READY)
                .expect(200)
                .json()
                .get("username")
                .asText())
        .isEqualTo("jon");
    for (String nonsense : List.of("x", ":" + "A".repeat(40) + ":", ":::", "::", header + ",")) {
      client(PROXY).with("Client-Cert", nonsense).send("POST", CERTIFICATE, READY).expect(401);
    }
    Issued stranger =
        new TestAuthority("People").issue(person("ida", TestAuthority.upn("ida@harbour.example")));
    client(PROXY)
        .with("Client-Cert", header(stranger.certificate()))
        .send("POST", CERTIFICATE, READY)
        .expect(401);
  }

  @Test
  void theLogKnowsWhyAndTheCallerDoesNot() throws Exception {
    ApiClient.Answer answer = client().send("POST", CERTIFICATE, READY).expect(401);
    assertThat(answer.json().get("code").asText()).isEqualTo("sign-in-failed");
    assertThat(answer.text()).doesNotContain("certificate");
    assertThat(
            client()
                .signIn("auditor", node.password("auditor"))
                .get("/api/v1/audit/events?type=session.sign-in-failed&limit=200")
                .text())
        .contains("no certificate");
  }

  private static void refusedOr401(RawClient client) {
    try {
      assertThat(client.send("POST", CERTIFICATE, READY).status()).isEqualTo(401);
    } catch (IOException handshake) {
      // The server hung up, which is as good.
      assertThatThrownBy(() -> client.get("/api/v1/about")).isInstanceOf(IOException.class);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signedIn(Issued issued) throws Exception {
    ApiClient.Answer in = client(issued).send("POST", CERTIFICATE, READY).expect(200);
    assertThat(in.json().get("way").asText()).isEqualTo("certificate");
    assertThat(in.json().get("strong").asBoolean()).isTrue();
    assertThat(in.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("__Host-graticule=");
    return in.json().get("username").asText();
  }

  private static TestAuthority.Wish person(
      String name, org.bouncycastle.asn1.x509.GeneralName... names) {
    return TestAuthority.person(name, names);
  }

  private static void account(String username, String identity) throws Exception {
    admin
        .send(
            "POST",
            "/api/v1/accounts",
            "{\"username\":\"%s\",\"display_name\":\"%s\",\"password\":false}"
                .formatted(username, username))
        .expect(201);
    admin
        .send(
            "POST",
            "/api/v1/accounts/" + username + "/identities",
            "{\"way\":\"certificate\",\"name\":\"%s\"}".formatted(identity))
        .expect(201);
  }

  private static String header(X509Certificate certificate) throws Exception {
    return ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":";
  }

  /** Trusts our server and shows these. */
  private static RawClient client(Issued... shown) {
    SSLContext tls = SERVERS.client(shown);
    return new RawClient(node.base(), tls);
  }

  private static Path file(String name) {
    return folder.resolve(name);
  }
}
