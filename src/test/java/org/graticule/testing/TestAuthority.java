package org.graticule.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** A certificate authority: issues, revokes, and writes what it made as PEM files. */
public final class TestAuthority {
  private static final AlgorithmIdentifier SIGNATURE =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final ASN1ObjectIdentifier UPN =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3");
  private static final char[] NO_PASSWORD = {};

  private final Issued own;
  private final List<BigInteger> revoked = new ArrayList<>();
  private long serial = 1;

  /** A certificate with its key and those up to its authority. */
  public record Issued(KeyPair keys, List<X509Certificate> chain) {
    public X509Certificate certificate() {
      return chain.getFirst();
    }
  }

  /** What makes a certificate what it is. */
  public record Wish(
      String name,
      GeneralNames names,
      KeyPurposeId use,
      boolean authority,
      Instant from,
      Instant until) {

    public Wish until(Instant other) {
      return new Wish(name, names, use, authority, from, other);
    }

    public Wish use(KeyPurposeId other) {
      return new Wish(name, names, other, authority, from, until);
    }
  }

  public TestAuthority(String name) {
    this.own = issue(null, wish(name, true, KeyPurposeId.anyExtendedKeyUsage));
  }

  private TestAuthority(Issued own) {
    this.own = own;
  }

  private static Wish wish(String name, boolean authority, KeyPurposeId use, GeneralName... names) {
    Instant now = Instant.now();
    return new Wish(
        name,
        new GeneralNames(names),
        use,
        authority,
        now.minus(Duration.ofDays(1)),
        now.plus(Duration.ofDays(30)));
  }

  public static Wish server(String host) {
    return wish(
        host, false, KeyPurposeId.id_kp_serverAuth, new GeneralName(GeneralName.dNSName, host));
  }

  public static Wish server(InetAddress address) {
    return wish(
        address.getHostAddress(),
        false,
        KeyPurposeId.id_kp_serverAuth,
        new GeneralName(GeneralName.iPAddress, address.getHostAddress()));
  }

  /** A person's, with no name but the common one where none is given. */
  public static Wish person(String name, GeneralName... names) {
    return wish(name, false, KeyPurposeId.id_kp_clientAuth, names);
  }

  public static GeneralName upn(String name) {
    return new GeneralName(
        GeneralName.otherName,
        new DERSequence(
            new ASN1Encodable[] {UPN, new DERTaggedObject(true, 0, new DERUTF8String(name))}));
  }

  public static GeneralName mail(String address) {
    return new GeneralName(GeneralName.rfc822Name, address);
  }

  public static GeneralName uri(String uri) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
  }

  /** An authority below this one. */
  public TestAuthority below(String name) {
    return new TestAuthority(issue(wish(name, true, KeyPurposeId.anyExtendedKeyUsage)));
  }

  public Issued issue(Wish wish) {
    return issue(own, wish);
  }

  /** A certificate that nobody stands for but itself. */
  public static Issued selfSigned(Wish wish) {
    return new TestAuthority("-").issue(null, wish);
  }

  public void revoke(Issued issued) {
    revoked.add(issued.certificate().getSerialNumber());
  }

  public X509Certificate certificate() {
    return own.certificate();
  }

  private Issued issue(@Nullable Issued by, Wish wish) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      X500Name subject = new X500Name("CN=" + wish.name());
      V3TBSCertificateGenerator tbs = new V3TBSCertificateGenerator();
      tbs.setSerialNumber(new ASN1Integer(by == null ? 1 : ++serial));
      tbs.setSignature(SIGNATURE);
      tbs.setIssuer(
          by == null
              ? subject
              : X500Name.getInstance(by.certificate().getSubjectX500Principal().getEncoded()));
      tbs.setStartDate(new Time(Date.from(wish.from())));
      tbs.setEndDate(new Time(Date.from(wish.until())));
      tbs.setSubject(subject);
      tbs.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(
          Extension.basicConstraints, true, new BasicConstraints(wish.authority()));
      extensions.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(
              wish.authority()
                  ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                  : KeyUsage.digitalSignature));
      if (!wish.authority()) {
        extensions.addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(wish.use()));
      }
      if (wish.names().getNames().length > 0) {
        extensions.addExtension(Extension.subjectAlternativeName, false, wish.names());
      }
      tbs.setExtensions(extensions.generate());
      byte[] der = signed(tbs.generateTBSCertificate(), (by == null ? keys : by.keys()));
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
      if (by != null) {
        chain.addAll(by.chain());
      }
      return new Issued(keys, chain);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] signed(ASN1Encodable tbs, KeyPair by)
      throws GeneralSecurityException, IOException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(by.getPrivate());
    signature.update(tbs.toASN1Primitive().getEncoded("DER"));
    return new DERSequence(new ASN1Encodable[] {tbs, SIGNATURE, new DERBitString(signature.sign())})
        .getEncoded("DER");
  }

  /** The list of what is revoked, good until then. */
  public void writeRevoked(Path file, Instant until) {
    try {
      V2TBSCertListGenerator list = new V2TBSCertListGenerator();
      list.setSignature(SIGNATURE);
      list.setIssuer(
          X500Name.getInstance(own.certificate().getSubjectX500Principal().getEncoded()));
      list.setThisUpdate(new Time(Date.from(Instant.now().minusSeconds(7200))));
      list.setNextUpdate(new Time(Date.from(until)));
      Time then = new Time(Date.from(Instant.now().minusSeconds(3600)));
      revoked.forEach(number -> list.addCRLEntry(new ASN1Integer(number), then, 1));
      write(file, "X509 CRL", signed(list.generateTBSCertList(), own.keys()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public void writeRevoked(Path file) {
    writeRevoked(file, Instant.now().plus(Duration.ofDays(1)));
  }

  /**
   * Writes what a server on this machine shows to {@code server.pem} and {@code server.key}, in
   * place of what it showed before.
   *
   * @return its settings
   */
  public Map<String, String> writeServer(Path folder) {
    Issued issued = issue(server(InetAddress.ofLiteral("127.0.0.1")));
    Path certificate = folder.resolve("server.pem");
    Path key = folder.resolve("server.key");
    writeCertificates(certificate, issued.chain());
    writeKey(key, issued);
    return Map.of("tls.certificate", certificate.toString(), "tls.key", key.toString());
  }

  public static void writeCertificates(Path file, List<X509Certificate> certificates) {
    try {
      StringBuilder text = new StringBuilder();
      for (X509Certificate certificate : certificates) {
        text.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
      replace(file, text.toString());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void writeKey(Path file, Issued issued) {
    write(file, "PRIVATE KEY", issued.keys().getPrivate().getEncoded());
  }

  /** What a client trusts and shows; it shows nothing where nothing is given. */
  public SSLContext client(Issued... shown) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, NO_PASSWORD);
      trusted.setCertificateEntry("authority", own.certificate());
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = shown.length == 0 ? null : new KeyManager[] {new Shown(shown[0])};
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Shows a certificate whether or not it is one of those the server would like to see. */
  private static final class Shown extends X509ExtendedKeyManager {
    private final Issued issued;

    Shown(Issued issued) {
      this.issued = issued;
    }

    @Override
    public String[] getClientAliases(String kind, Principal @Nullable [] issuers) {
      return new String[] {"own"};
    }

    @Override
    public String chooseClientAlias(
        String[] kinds, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return "own";
    }

    @Override
    public String chooseEngineClientAlias(
        String[] kinds, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return "own";
    }

    @Override
    public String @Nullable [] getServerAliases(String kind, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String kind, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return issued.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return issued.keys().getPrivate();
    }
  }

  private static void write(Path file, String kind, byte[] der) {
    replace(file, pem(kind, der));
  }

  private static void replace(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), kind);
  }
}
